import Contracts
import Foundation
import HTTP
import PostgreSQL
import ServiceKit

/// How operators look after partners' webhooks.
struct DeliveriesAPI: Sendable {
    let database: PostgresClient
    let setWebhook: SetWebhook
    let replay: ReplayDeliveries

    private static let access = Access.permission(.ops)
    private static let unknown = ProblemSpec(404, "partner-unknown", "There is no such partner")
    static let disabled = ProblemSpec(409, "webhook-disabled", "The partner's webhook is disabled")
    static let deliveryUnknown = ProblemSpec(404, "delivery-unknown", "There is no such delivery")

    func routes(_ router: inout Router) {
        router.on(
            .put, "/v1/partners/{id}/webhook", operation: "setWebhook", summary: "Where the partner is called, and the secret to check by",
            access: Self.access, query: EnvironmentQuery.self, body: WebhookRequest.self, output: WebhookAnswer.self, errors: [Self.unknown]
        ) { request, query, body in
            let secret = try await setWebhook.run(
                body.url, partner: try request.pathID("id"), environment: query.environment ?? .live
            )
            return .ok(WebhookAnswer(url: body.url, secret: secret))
        }
        router.on(
            .get, "/v1/partners/{id}/deliveries", operation: "listDeliveries", summary: "Webhook calls, the latest first",
            access: Self.access, query: DeliveriesQuery.self, output: DeliveriesPage.self
        ) { request, query, _ in
            .ok(try await DeliveriesPage.read(query, partner: try request.pathID("id"), environment: nil, in: database))
        }
        router.on(
            .post, "/v1/deliveries/{id}/replay", operation: "replayDelivery", summary: "Make a webhook call again, under the same id",
            access: Self.access, output: ReplayAnswer.self, success: 202, errors: [Self.deliveryUnknown, Self.disabled]
        ) { request, _, _ in
            let id = try request.pathID("id")
            try await replay.run(id)
            return .accepted(ReplayAnswer(id: id, status: "pending"))
        }
        router.on(
            .post, "/v1/partners/{id}/deliveries/replay", operation: "replayDeliveries",
            summary: "Make all webhook calls again that were given up, under the same ids", access: Self.access,
            query: EnvironmentQuery.self, output: ReplayedAnswer.self, success: 202, errors: [Self.unknown, Self.disabled]
        ) { request, query, _ in
            let partner = try request.pathID("id")
            return .accepted(ReplayedAnswer(count: try await replay.run(failedOf: partner, environment: query.environment ?? .live)))
        }
    }
}

/// Which of a partner's two environments is meant.
struct EnvironmentQuery: Codable, Sendable {
    /// `live` unless told.
    let environment: PartnerEnvironment?
}

extension DeliveriesPage {
    static func read(
        _ query: DeliveriesQuery, partner: UUID, environment: PartnerEnvironment?, in database: PostgresClient
    ) async throws -> DeliveriesPage {
        let page = try await ListPage.read(query.limit) { limit in
            try await DeliveryStore.list(partner: partner, environment: environment, after: query.cursor, limit: limit, in: database)
        }
        return DeliveriesPage(items: page.items, nextCursor: page.last?.id)
    }
}
