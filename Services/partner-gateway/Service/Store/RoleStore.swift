import Contracts
import Foundation
import PostgreSQL

/// What roles may do, and what they demand of devices.
enum RoleStore {
    /// What each role may do: as an operator decided, or as it comes.
    static func permissions(in database: PostgresClient) async throws -> [Role: Set<Permission>] {
        let rows = try await database.query("SELECT role, permissions FROM role_permissions")
        let decided = try rows.reduce(into: [String: Set<Permission>]()) { all, row in
            all[try row.get("role")] = Set(try row.get("permissions", as: [String].self).compactMap(Permission.init(rawValue:)))
        }
        return Dictionary(uniqueKeysWithValues: Role.allCases.map { role in
            (role, (decided[role.rawValue] ?? role.standardPermissions).intersection(role.possiblePermissions))
        })
    }

    static func decide(_ permissions: Set<Permission>, for role: Role, in transaction: PostgresTransaction) async throws {
        try await transaction.execute("""
            INSERT INTO role_permissions (role, permissions) VALUES (\(role.rawValue), \(permissions.map(\.rawValue).sorted()))
            ON CONFLICT (role) DO UPDATE SET permissions = excluded.permissions
            """)
    }

    /// The policies that an operator decided.
    static func policies(in database: PostgresClient) async throws -> [Role: PosturePolicy] {
        try await database.query("SELECT role, policy FROM posture_policies").reduce(into: [:]) { all, row in
            guard let role = Role(rawValue: try row.get("role")) else { return }
            all[role] = try row.json("policy", as: PosturePolicy.self)
        }
    }

    /// Nil where no operator decided.
    static func policy(of role: Role, in transaction: PostgresTransaction) async throws -> PosturePolicy? {
        try await transaction.query("SELECT policy FROM posture_policies WHERE role = \(role.rawValue)").first?.json("policy")
    }

    static func set(_ policy: PosturePolicy, of role: Role, in transaction: PostgresTransaction) async throws {
        try await transaction.execute("""
            INSERT INTO posture_policies (role, policy) VALUES (\(role.rawValue), \(json: policy))
            ON CONFLICT (role) DO UPDATE SET policy = excluded.policy
            """)
    }
}
