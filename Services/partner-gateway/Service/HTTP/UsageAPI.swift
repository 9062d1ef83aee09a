import Contracts
import Foundation
import HTTP
import PostgreSQL
import ServiceKit

/// What partners asked for and how quickly they were answered.
struct UsageAPI: Sendable {
    let database: PostgresClient
    let door: PartnerDoor

    func routes(_ router: inout Router) {
        router.on(
            .get, "/v1/usage", operation: "showOwnUsage", summary: "Your requests by day, and how long they took",
            access: .permission(.partnerUsage), query: UsageQuery.self, output: UsageAnswer.self, errors: [PartnerDoor.limited, Self.period]
        ) { context, query, _ in
            try await door.admit(context, operation: "showOwnUsage") { caller in
                .ok(try await report(query, partner: caller.partner, environment: caller.environment))
            }
        }
        router.on(
            .get, "/v1/partners/{id}/usage", operation: "showUsage", summary: "A partner's requests by day, and how long they took",
            access: .permission(.ops), query: UsageQuery.self, output: UsageAnswer.self,
            errors: [ProblemSpec(404, "partner-unknown", "There is no such partner"), Self.period]
        ) { context, query, _ in
            let partner = try context.pathID("id")
            guard try await PartnerStore.find(partner, in: database) != nil else { throw GatewayError.partnerUnknown }
            return .ok(try await report(query, partner: partner, environment: nil))
        }
    }

    private static let period = ProblemSpec(422, "invalid-input", "Some fields are not valid")

    private func report(_ query: UsageQuery, partner: UUID, environment: PartnerEnvironment?) async throws -> UsageAnswer {
        let (from, to) = try query.days
        return UsageAnswer(try await UsageStore.report(partner: partner, environment: environment, from: from, to: to, in: database))
    }
}
