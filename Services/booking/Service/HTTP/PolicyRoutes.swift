import Contracts
import Foundation
import HTTP
import ServiceKit

/// The rules of changing and booking, as data.
struct PolicyRoutes: Sendable {
    let context: ServiceContext
    let put: PutPolicies

    func add(to router: inout Router) {
        read(&router, "/v1/policies", "readPolicies", "The garage group's rules of booking and changing") { _ in nil }
        read(&router, "/v1/workshops/{id}/policies", "readWorkshopPolicies", "A workshop's own rules, which count before the group's") {
            try $0.pathID("id")
        }
        write(&router, "/v1/policies", "putPolicies", "Sets the garage group's rules") { _ in nil }
        write(&router, "/v1/workshops/{id}/policies", "putWorkshopPolicies", "Sets a workshop's own rules") { try $0.pathID("id") }
    }

    private func read(
        _ router: inout Router, _ path: String, _ operation: String, _ summary: String,
        _ workshop: @escaping @Sendable (RequestContext) throws -> UUID?
    ) {
        router.on(
            .get, path, operation: operation, summary: summary, access: .anyPermission([.catalogue, .appointments]),
            output: PolicyDocument.self
        ) { request, _, _ in
            let (document, version) = try await put.policies.document(of: try workshop(request), in: context.database)
            return .ok(document, etag: String(version))
        }
    }

    private func write(
        _ router: inout Router, _ path: String, _ operation: String, _ summary: String,
        _ workshop: @escaping @Sendable (RequestContext) throws -> UUID?
    ) {
        router.on(
            .put, path, operation: operation, summary: summary, access: CatalogueRoutes.access, body: PolicyDocument.self,
            output: NoContent.self, success: 204, errors: [.unknownWorkshop]
        ) { request, _, document in
            try await answering {
                try await put(document, of: try workshop(request), by: request.staff)
                return .noContent
            }
        }
    }
}
