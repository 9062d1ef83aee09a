import Contracts
import HTTP

extension Permission {
    /// - Throws: `UnknownPermission` naming a scope that is in no list, so that nobody could ever pass.
    static func prove(_ scopes: Set<String>, of service: ServiceName) throws {
        guard let unknown = scopes.sorted().first(where: { Permission(rawValue: $0) == nil }) else { return }
        throw UnknownPermission(service: service, scope: unknown)
    }
}

extension Access {
    /// The bearer of a token that gives this permission.
    public static func permission(_ permission: Permission) -> Access { .scopes([permission.rawValue]) }
    /// The bearer of a token that gives at least one of these.
    public static func anyPermission(_ permissions: Set<Permission>) -> Access { .anyScope(Set(permissions.map(\.rawValue))) }
}

/// A route asks for a permission that does not exist: a mistake in the code, told before anything runs.
struct UnknownPermission: Error, CustomStringConvertible {
    let service: ServiceName
    let scope: String
    var description: String { "a route of \(service.rawValue) asks for the permission \(scope), which does not exist" }
}
