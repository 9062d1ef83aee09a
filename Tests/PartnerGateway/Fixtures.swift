import Contracts
import Cryptography
import Foundation
import Outbound
import ServiceKit
import TestSupport

@testable import PartnerGateway

/// Runs the gateway with quick webhook retries and private addresses allowed.
func withGateway(
    settings: [String: String] = [:], _ body: (TestService<PartnerGatewayService>) async throws -> Void
) async throws {
    var all = [
        "PITCREW_KEY_SECRET": String(repeating: "k", count: 32), "PITCREW_CODE_SECRET": String(repeating: "c", count: 32),
        "PITCREW_WEBHOOK_ADDRESSES": "any", "PITCREW_STAFF_PASSWORDS": "lasting",
        "PITCREW_WEBHOOK_SCHEDULE": "50ms,50ms",
    ]
    all.merge(settings) { _, new in new }
    try await withService(PartnerGatewayService.self, settings: all, body)
}

extension TestService where S == PartnerGatewayService {
    struct Partner {
        let id: UUID
        let clientID: String
        let secret: String
    }

    /// The gateway signs its own tokens here, so an operator's comes from its own key.
    func operatorToken() async throws -> String {
        try await issueToken(clock: context.clock).run(subject: "operator", kind: "staff", scopes: ["ops"], name: "Operator").token
    }

    func issueToken(clock: any WallClock) throws -> IssueToken {
        let keys = SigningKeyStore(sealing: try AEAD.Key(secret: String(repeating: "k", count: 32), purpose: "signing keys"))
        return IssueToken(
            database: database, keys: keys, issuer: context.issuer, lifetime: .seconds(600), clock: clock, ids: context.ids
        )
    }

    /// Takes a partner on through the API and waits until the gateway trusts its own published key.
    func makePartner() async throws -> Partner {
        let answer = try await eventually("the gateway accepts its own tokens") { () -> OutboundResponse? in
            guard let token = try? await operatorToken() else { return nil }
            let answer = try await post("/v1/partners", ["name": "Fleet One"], token: token, key: UUID().text)
            return answer.status == 201 ? answer : nil
        }
        let json = answer.json
        return Partner(
            id: UUID(uuidString: json["id"]?.stringValue ?? "") ?? UUID(), clientID: json["clientId"]?.stringValue ?? "",
            secret: json["clientSecret"]?.stringValue ?? ""
        )
    }

    func partnerToken(_ partner: Partner, scope: String? = nil) async throws -> OutboundResponse {
        let scopePart = scope.map { "&scope=\($0)" } ?? ""
        let form = "grant_type=client_credentials&client_id=\(partner.clientID)&client_secret=\(partner.secret)\(scopePart)"
        return try await send(
            .post, "/oauth/token", body: RawBody(form), headers: [("Content-Type", "application/x-www-form-urlencoded")]
        )
    }
}

/// A wish that breaks no rule.
func wish(reference: String = "F-1") -> BookingWish {
    BookingWish(
        reference: reference, workshopId: UUID(), serviceIds: [UUID()],
        start: Date(timeIntervalSince1970: (Date().timeIntervalSince1970 / 60).rounded() * 60 + 86_400),
        customer: .init(name: "Ada", email: "ada@customer.example"), vehicle: .init(plate: "B-PC 1", make: "VW", model: "Golf"), note: nil
    )
}
