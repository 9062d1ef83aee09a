import Contracts
import Foundation
import HTTP
import ServiceKit

/// What customers say to being written to, as staff note it.
struct ConsentAPI: Sendable {
    let record: RecordConsent

    func routes(_ router: inout Router) {
        router.on(
            .put, "/v1/customers/{id}/consents/{purpose}/{channel}", operation: "putConsent",
            summary: "Notes that a customer has allowed or refused to be written to for a purpose on a channel", access: CustomersAPI.access,
            body: ConsentNote.self, output: ConsentState.self, errors: [.customerUnknown, .purposeUnknown]
        ) { request, _, body in
            let channel = try request.pathParameter("channel")
            guard let purpose = ContactPurpose(rawValue: try request.pathParameter("purpose")), purpose.canBeRefused,
                ["email", "sms"].contains(channel)
            else { throw CustomerError.purposeUnknown }
            let wish = RecordConsent.Wish(
                purpose: purpose, channel: channel, isGiven: body.isGiven, source: body.source, wordingVersion: body.wordingVersion
            )
            return .ok(try await record.run(try request.pathID("id"), wish, by: request.principal?.subject ?? ""))
        }
    }
}

/// What was said, and where.
struct ConsentNote: Codable, Sendable {
    let isGiven: Bool
    /// As `front_desk` or `telephone`.
    let source: String
    /// The words that were agreed to, as `2026-03`; needed where it is given.
    let wordingVersion: String?
}

extension ProblemSpec {
    static let purposeUnknown = ProblemSpec(404, "purpose-unknown", "There is no such purpose that can be refused, or no such channel")
}
