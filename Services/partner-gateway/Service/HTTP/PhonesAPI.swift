import Contracts
import Foundation
import HTTP
import PostgreSQL
import ServiceKit

/// Mobile numbers of the customer who is signed in.
struct PhonesAPI: Sendable {
    let database: PostgresClient
    let add: AddPhone
    let verify: VerifyPhone
    let clock: any WallClock

    /// A session that must prove more has no permission: it cannot make itself another way in.
    private static let access = Access.permission(.own)

    func routes(_ router: inout Router) {
        router.on(
            .get, "/v1/phones", operation: "listPhones", summary: "Your mobile numbers, the oldest first", access: Self.access,
            output: PhoneList.self
        ) { request, _, _ in
            let phones = try await PhoneStore.list(of: try request.customerID, at: clock.now(), in: database)
            return .ok(PhoneList(items: phones.map(PhoneView.init)))
        }
        router.on(
            .post, "/v1/phones", operation: "addPhone", summary: "Sends a code to a mobile number, to add it to your account",
            access: Self.access, body: PhoneRequest.self, output: PhoneView.self, success: 201,
            errors: [
                ProblemSpec(409, "too-many-phones", "There are as many numbers as an account may have"),
                ProblemSpec(409, "phone-known", "The number is yours already"), .tooManyFailures,
                ProblemSpec(401, "session-ended", "The session has ended"), ProblemSpec(503, "sms-unavailable", "No text messages today"),
                .freshProofRequired,
            ]
        ) { request, _, body in
            try request.proveFresh(at: clock.now())
            let record = try await add.run(
                try PhoneNumber.validated(body.number, "number"), locale: body.locale, for: try request.customerID, client: request.clientAddress
            )
            return .created(PhoneView(record), location: "/v1/phones/\(record.id.text)")
        }
        ownRoutes(&router)
    }

    private func ownRoutes(_ router: inout Router) {
        router.on(
            .post, "/v1/phones/{id}", operation: "verifyPhone", summary: "Proves that a number is yours, by the code it got",
            access: Self.access, body: PhoneProof.self, output: NoContent.self, success: 204,
            errors: [ProblemSpec(422, "wrong-code", "Wrong code"), .codeExpired, .tooManyFailures]
        ) { request, _, body in
            try await verify.run(
                try request.pathID("id"), code: body.code, for: try request.customerID, client: request.clientAddress
            )
            return .noContent
        }
        router.on(
            .delete, "/v1/phones/{id}", operation: "removePhone", summary: "Takes a number off your account", access: Self.access,
            output: NoContent.self, success: 204, errors: [ProblemSpec(404, "phone-unknown", "There is no such number of yours"), .freshProofRequired]
        ) { request, _, _ in
            try request.proveFresh(at: clock.now())
            try await verify.remove(try request.pathID("id"), of: try request.customerID)
            return .noContent
        }
    }
}

struct PhoneRequest: Codable, Sendable {
    /// E.164, as `+4930901820`.
    let number: String
    /// BCP 47, for the message; English where absent.
    let locale: String?
}

struct PhoneProof: Codable, Sendable {
    let code: String
}

struct PhoneList: Codable, Sendable {
    let items: [PhoneView]
}

struct PhoneView: Codable, Sendable {
    let id: UUID
    let number: String
    /// Whether one can sign in by it.
    let verified: Bool
    let createdAt: Date
    /// Until when the code that was sent counts; absent once the number is proved.
    let codeExpiresAt: Date?

    init(_ record: PhoneStore.Record) {
        (id, number, createdAt, codeExpiresAt) = (record.id, record.number, record.createdAt, record.codeExpiresAt)
        verified = record.verifiedAt != nil
    }
}
