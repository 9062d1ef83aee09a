import Contracts
import Foundation
import HTTP
import PostgreSQL
import ServiceKit

/// How operators take partners on, limit and suspend them, and look after their keys.
struct PartnersAPI: Sendable {
    let database: PostgresClient
    let onboard: OnboardPartner
    let clock: any WallClock

    private static let access = Access.permission(.ops)
    private static let unknown = ProblemSpec(404, "partner-unknown", "There is no such partner")

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
            .get, "/v1/partners/{id}", operation: "showPartner", summary: "A partner and its limits", access: Self.access,
            output: PartnerStore.Profile.self, errors: [Self.unknown]
        ) { request, _, _ in
            guard let profile = try await PartnerStore.find(try request.pathID("id"), in: database) else { throw GatewayError.partnerUnknown }
            return .ok(profile)
        }
        router.on(
            .put, "/v1/partners/{id}", operation: "setPartner", summary: "Suspend a partner or let it in again, and set its limits",
            access: Self.access, body: PartnerSettings.self, output: PartnerStore.Profile.self, errors: [Self.unknown]
        ) { request, _, body in
            let partner = try request.pathID("id")
            return .ok(try await database.withTransaction { try await onboard.set(partner, to: body, in: $0) })
        }
        keyRoutes(&router)
    }

    private func keyRoutes(_ router: inout Router) {
        router.on(
            .post, "/v1/partners/{id}/keys", operation: "addPartnerKey",
            summary: "A new key; older ones of its environment end after seven days", access: Self.access, idempotent: true,
            body: PartnerKeyRequest.self, output: PartnerCredentials.self, success: 201, errors: [Self.unknown]
        ) { request, _, body in
            let (partner, wish) = (try request.pathID("id"), try body.wish)
            return try await idempotent(request, in: database) { transaction in
                .created(PartnerCredentials(try await onboard.addKey(wish, to: partner, in: transaction)))
            }
        }
        router.on(
            .get, "/v1/partners/{id}/keys", operation: "listPartnerKeys", summary: "A partner's keys, the latest first",
            access: Self.access, output: PartnerKeysAnswer.self, errors: [Self.unknown]
        ) { request, _, _ in
            let partner = try request.pathID("id")
            guard try await PartnerStore.find(partner, in: database) != nil else { throw GatewayError.partnerUnknown }
            return .ok(PartnerKeysAnswer(items: try await PartnerKeyStore.list(partner: partner, in: database)))
        }
        router.on(
            .delete, "/v1/partners/{id}/keys/{client}", operation: "revokePartnerKey", summary: "End a key at once", access: Self.access,
            output: NoContent.self, success: 204, errors: [ProblemSpec(404, "key-unknown", "There is no such key")]
        ) { request, _, _ in
            let (partner, client) = (try request.pathID("id"), try request.pathParameter("client"))
            let isKnown = try await database.withTransaction { transaction in
                try await PartnerKeyStore.revoke(client, of: partner, at: clock.now(), in: transaction)
            }
            guard isKnown else { throw GatewayError.keyUnknown }
            return .noContent
        }
    }
}
