import Contracts
import Foundation
import HTTP
import PostgreSQL
import ServiceKit

/// How partners look after their own webhook, each in the environment of the key it calls with. What is another's does not exist here.
struct OwnWebhookAPI: Sendable {
    let database: PostgresClient
    let own: OwnWebhook
    let setWebhook: SetWebhook
    let replay: ReplayDeliveries
    let door: PartnerDoor

    private static let access = Access.permission(.partnerWebhooks)
    private static let unset = ProblemSpec(404, "webhook-unknown", "No webhook is set")

    func routes(_ router: inout Router) {
        router.on(
            .get, "/v1/webhook", operation: "showOwnWebhook", summary: "Where you are called", access: Self.access,
            output: WebhookStore.Setting.self, errors: [Self.unset, PartnerDoor.limited]
        ) { context, _, _ in
            try await door.admit(context, operation: "showOwnWebhook") { .ok(try await own.show($0)) }
        }
        router.on(
            .put, "/v1/webhook", operation: "setOwnWebhook", summary: "Where you are to be called, and the secret to check by",
            access: Self.access, body: WebhookRequest.self, output: WebhookAnswer.self, errors: [PartnerDoor.limited, Self.gone]
        ) { context, _, body in
            try await door.admit(context, operation: "setOwnWebhook") { caller in
                let secret = try await setWebhook.run(body.url, partner: caller.partner, environment: caller.environment)
                return .ok(WebhookAnswer(url: body.url, secret: secret))
            }
        }
        router.on(
            .post, "/v1/webhook/secret-rotations", operation: "rotateOwnSecret",
            summary: "A new secret; for a day calls are signed with the one before as well", access: Self.access, idempotent: true,
            output: WebhookAnswer.self, success: 201, errors: [Self.unset, PartnerDoor.limited]
        ) { context, _, _ in
            try await door.admit(context, operation: "rotateOwnSecret") { caller in
                try await idempotent(context, in: database) { transaction in
                    let (url, secret) = try await own.rotate(caller, in: transaction)
                    return .created(WebhookAnswer(url: url, secret: secret))
                }
            }
        }
        router.on(
            .post, "/v1/webhook/tests", operation: "testOwnWebhook", summary: "Have a call of type ping made", access: Self.access,
            idempotent: true, output: ReplayAnswer.self, success: 202, errors: [Self.unset, DeliveriesAPI.disabled, PartnerDoor.limited]
        ) { context, _, _ in
            try await door.admit(context, operation: "testOwnWebhook") { caller in
                try await idempotent(context, in: database) { .accepted(ReplayAnswer(id: try await own.ping(caller, in: $0), status: "pending")) }
            }
        }
        deliveryRoutes(&router)
    }

    private static let gone = ProblemSpec(404, "partner-unknown", "There is no such partner")

    private func deliveryRoutes(_ router: inout Router) {
        router.on(
            .get, "/v1/webhook/deliveries", operation: "listOwnDeliveries", summary: "Your webhook calls, the latest first",
            access: Self.access, query: DeliveriesQuery.self, output: DeliveriesPage.self, errors: [PartnerDoor.limited]
        ) { context, query, _ in
            try await door.admit(context, operation: "listOwnDeliveries") { caller in
                .ok(try await DeliveriesPage.read(query, partner: caller.partner, environment: caller.environment, in: database))
            }
        }
        router.on(
            .get, "/v1/webhook/deliveries/{id}", operation: "showOwnDelivery", summary: "A call with its body and every attempt",
            access: Self.access, output: DeliveryDetail.self, errors: [DeliveriesAPI.deliveryUnknown, PartnerDoor.limited]
        ) { context, _, _ in
            try await door.admit(context, operation: "showOwnDelivery") { caller in
                guard let found = try await DeliveryDetail.find(try context.pathID("id"), caller: caller, in: database) else {
                    throw GatewayError.deliveryUnknown
                }
                return .ok(found)
            }
        }
        router.on(
            .post, "/v1/webhook/deliveries/{id}/replay", operation: "replayOwnDelivery", summary: "Have a call made again, under the same id",
            access: Self.access, output: ReplayAnswer.self, success: 202,
            errors: [DeliveriesAPI.deliveryUnknown, DeliveriesAPI.disabled, PartnerDoor.limited]
        ) { context, _, _ in
            try await door.admit(context, operation: "replayOwnDelivery") { caller in
                let id = try context.pathID("id")
                try await replay.run(id, by: caller)
                return .accepted(ReplayAnswer(id: id, status: "pending"))
            }
        }
        router.on(
            .post, "/v1/webhook/deliveries/replay", operation: "replayOwnDeliveries", summary: "Have all calls made again that were given up",
            access: Self.access, output: ReplayedAnswer.self, success: 202, errors: [Self.gone, DeliveriesAPI.disabled, PartnerDoor.limited]
        ) { context, _, _ in
            try await door.admit(context, operation: "replayOwnDeliveries") { caller in
                .accepted(ReplayedAnswer(count: try await replay.run(failedOf: caller.partner, environment: caller.environment)))
            }
        }
    }
}
