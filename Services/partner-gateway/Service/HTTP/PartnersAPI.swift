import Contracts
import Foundation
import HTTP
import PostgreSQL
import ServiceKit

/// How operators take partners on and look after their webhooks.
struct PartnersAPI: Sendable {
    let database: PostgresClient
    let onboard: OnboardPartner
    let setWebhook: SetWebhook
    let replay: ReplayDeliveries

    private static let access = Access.permission(.ops)
    private static let unknown = ProblemSpec(404, "partner-unknown", "There is no such partner")
    private static let disabled = ProblemSpec(409, "webhook-disabled", "The partner's webhook is disabled")

    func routes(_ router: inout Router) {
        router.on(
            .post, "/v1/partners", operation: "createPartner", summary: "Take a partner on; the secret is shown this once",
            access: Self.access, idempotent: true, body: PartnerRequest.self, output: PartnerCredentials.self, success: 201
        ) { request, _, body in
            try await idempotent(request, in: database) { transaction in
                let credentials = try await onboard.run(name: body.name, in: transaction)
                return .created(PartnerCredentials(credentials), location: "/v1/partners/\(credentials.partnerID.text)")
            }
        }
        router.on(
            .post, "/v1/partners/{id}/keys", operation: "addPartnerKey", summary: "A new key; older ones end after seven days",
            access: Self.access, idempotent: true, output: PartnerCredentials.self, success: 201, errors: [Self.unknown]
        ) { request, _, _ in
            let partner = try request.pathID("id")
            return try await idempotent(request, in: database) { transaction in
                .created(PartnerCredentials(try await onboard.addKey(to: partner, in: transaction)))
            }
        }
        router.on(
            .put, "/v1/partners/{id}/webhook", operation: "setWebhook", summary: "Where the partner is called, and the secret to check by",
            access: Self.access, body: WebhookRequest.self, output: WebhookAnswer.self, errors: [Self.unknown]
        ) { request, _, body in
            let secret = try await setWebhook.run(body.url, partner: try request.pathID("id"))
            return .ok(WebhookAnswer(url: body.url, secret: secret))
        }
        deliveryRoutes(&router)
    }

    private func deliveryRoutes(_ router: inout Router) {
        router.on(
            .get, "/v1/partners/{id}/deliveries", operation: "listDeliveries", summary: "Webhook calls, the latest first",
            access: Self.access, query: DeliveriesQuery.self, output: DeliveriesPage.self
        ) { request, query, _ in
            let limit = min(max(query.limit ?? 50, 1), 200)
            let items = try await DeliveryStore.list(
                partner: try request.pathID("id"), after: query.cursor, limit: limit + 1, in: database
            )
            let page = Array(items.prefix(limit))
            return .ok(DeliveriesPage(items: page, nextCursor: items.count > limit ? page.last?.id : nil))
        }
        router.on(
            .post, "/v1/deliveries/{id}/replay", operation: "replayDelivery", summary: "Make a webhook call again, under the same id",
            access: Self.access, output: ReplayAnswer.self, success: 202,
            errors: [ProblemSpec(404, "delivery-unknown", "There is no such delivery"), Self.disabled]
        ) { request, _, _ in
            let id = try request.pathID("id")
            try await replay.run(id)
            return .accepted(ReplayAnswer(id: id, status: "pending"))
        }
        router.on(
            .post, "/v1/partners/{id}/deliveries/replay", operation: "replayDeliveries",
            summary: "Make all webhook calls again that were given up, under the same ids", access: Self.access,
            output: ReplayedAnswer.self, success: 202, errors: [Self.unknown, Self.disabled]
        ) { request, _, _ in
            .accepted(ReplayedAnswer(count: try await replay.run(failedOf: try request.pathID("id"))))
        }
    }
}
