import Contracts
import Foundation
import HTTP
import PostgreSQL
import ServiceKit

/// Who may do what: roles and their permissions, policies for devices, and the audit of identities.
struct AccessAPI: Sendable {
    let database: PostgresClient
    let decide: DecideRoles
    let standard: StandardPolicies

    private static let access = Access.permission(.identity)
    private static let unknown = ProblemSpec(404, "role-unknown", "There is no such role")

    func routes(_ router: inout Router) {
        router.on(
            .get, "/v1/roles", operation: "listRoles", summary: "What each role may do, and could be allowed", access: Self.access,
            output: RoleList.self
        ) { _, _, _ in
            let permissions = try await RoleStore.permissions(in: database)
            return .ok(RoleList(items: Role.allCases.map { RoleView($0, permissions[$0] ?? []) }))
        }
        router.on(
            .put, "/v1/roles/{role}", operation: "decideRole", summary: "Decides what a role may do, from the next token on",
            access: Self.access, body: RoleDecision.self, output: RoleView.self, errors: [Self.unknown]
        ) { request, _, body in
            let role = try request.role()
            try await decide.run(role, permissions: Set(body.permissions), by: request.actorName)
            return .ok(RoleView(role, Set(body.permissions)))
        }
        router.on(
            .get, "/v1/posture-policies", operation: "listPosturePolicies", summary: "What each role demands of devices",
            access: Self.access, output: PolicyList.self
        ) { _, _, _ in
            let policies = try await RoleStore.policies(in: database)
            return .ok(PolicyList(items: Role.allCases.map { PolicyView(role: $0, policy: policies[$0] ?? standard.policy(of: $0)) }))
        }
        router.on(
            .put, "/v1/posture-policies/{role}", operation: "decidePosturePolicy", summary: "Decides what a role demands of devices",
            access: Self.access, body: PosturePolicy.self, output: PolicyView.self, errors: [Self.unknown]
        ) { request, _, body in
            let role = try request.role()
            try await decide.run(role, policy: body, by: request.actorName)
            return .ok(PolicyView(role: role, policy: body))
        }
        router.on(
            .get, "/v1/identity-audit", operation: "listIdentityAudit", summary: "What happened to identities, the latest first",
            access: Self.access, query: AuditQuery.self, output: AuditPage.self
        ) { _, query, _ in
            let page = try await ListPage.read(query.limit) { limit in
                try await IdentityAuditStore.list(person: query.personId, before: query.cursor, limit: limit, in: database)
            }
            return .ok(AuditPage(items: page.items, nextCursor: page.last?.id))
        }
    }
}

extension RequestContext {
    fileprivate func role() throws -> Role {
        guard let role = Role(rawValue: try pathParameter("role")) else { throw GatewayError.roleUnknown }
        return role
    }
}

struct RoleList: Codable, Sendable {
    let items: [RoleView]
}

struct RoleView: Codable, Sendable {
    let role: Role
    let permissions: [Permission]
    /// What the role could be allowed.
    let possible: [Permission]

    init(_ role: Role, _ permissions: Set<Permission>) {
        self.role = role
        self.permissions = permissions.sorted { $0.rawValue < $1.rawValue }
        possible = role.possiblePermissions.sorted { $0.rawValue < $1.rawValue }
    }
}

struct RoleDecision: Codable, Sendable {
    let permissions: [Permission]
}

struct PolicyList: Codable, Sendable {
    let items: [PolicyView]
}

struct PolicyView: Codable, Sendable {
    let role: Role
    let policy: PosturePolicy
}

struct AuditQuery: Codable, Sendable {
    let personId: UUID?
    /// 1 to 200; 50 unless told.
    let limit: Int?
    /// The `nextCursor` of the page before.
    let cursor: Int64?
}

struct AuditPage: Codable, Sendable {
    let items: [IdentityAuditStore.View]
    let nextCursor: Int64?
}
