import Contracts
import Foundation
import PostgreSQL
import ServiceKit

/// Decides what roles may do and what they demand of devices. Both take effect with the next access token.
struct DecideRoles: Sendable {
    let database: PostgresClient
    let clock: any WallClock

    /// - Throws: `ValidationError` where the role cannot be allowed it, or nobody could decide roles any more.
    func run(_ role: Role, permissions: Set<Permission>, by actor: String) async throws {
        let impossible = permissions.subtracting(role.possiblePermissions).map(\.rawValue).sorted()
        guard impossible.isEmpty else {
            let names = impossible.joined(separator: ", ")
            throw ValidationError([FieldViolation("permissions", "must not have \(names): not for \(role.rawValue)")])
        }
        guard role != .operator || permissions.contains(.identity) else {
            throw ValidationError([FieldViolation("permissions", "must keep identity for operators, or nobody could decide any more")])
        }
        let now = clock.now()
        try await database.withTransaction(attempts: 3) { transaction in
            try await RoleStore.decide(permissions, for: role, in: transaction)
            let list = permissions.map(\.rawValue).sorted().map(JSONValue.string)
            let entry = IdentityAuditStore.Entry(
                action: "role.decided", actor: actor, detail: ["role": .string(role.rawValue), "permissions": .array(list)]
            )
            try IdentityAuditStore.add(entry, at: now, in: transaction)
        }
    }

    func run(_ role: Role, policy: PosturePolicy, by actor: String) async throws {
        let policy = try policy.validated()
        let now = clock.now()
        try await database.withTransaction(attempts: 3) { transaction in
            try await RoleStore.set(policy, of: role, in: transaction)
            let detail = try JSONCoding.decode(JSONValue.self, from: JSONCoding.encode(policy))
            let entry = IdentityAuditStore.Entry(
                action: "policy.decided", actor: actor, detail: ["role": .string(role.rawValue), "policy": detail]
            )
            try IdentityAuditStore.add(entry, at: now, in: transaction)
        }
    }
}
