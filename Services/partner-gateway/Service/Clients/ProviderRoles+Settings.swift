import Configuration
import Foundation

extension ProviderRoles {
    /// Nil where no roles are set: only accounts of the staff file may sign in then.
    init?(settings: Settings) throws {
        guard let text = try settings.optionalString("PITCREW_OIDC_ROLES") else { return nil }
        guard let roles = try? JSONDecoder().decode([String: Role].self, from: Data(text.utf8)), !roles.isEmpty,
            roles.values.allSatisfy(Self.precedence.contains)
        else {
            let names = Self.precedence.map(\.rawValue).joined(separator: ", ")
            throw ConfigurationError(name: "PITCREW_OIDC_ROLES", rule: "must be a JSON object of groups, each with one of \(names)")
        }
        guard let claim = ClaimPath(try settings.string("PITCREW_OIDC_ROLE_CLAIM", default: "groups")) else {
            throw ConfigurationError(name: "PITCREW_OIDC_ROLE_CLAIM", rule: "must be a claim's name, or a JSON Pointer (RFC 6901)")
        }
        self.init(claim: claim, roles: roles)
    }
}
