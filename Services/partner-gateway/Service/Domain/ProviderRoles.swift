import Contracts

/// Which role a person has by what the identity provider says of them; who is in none of the groups has none.
struct ProviderRoles: Sendable {
    /// Where an ID token names the groups.
    let claim: ClaimPath
    let roles: [String: Role]

    /// Who is in several groups has the first of these roles.
    static let precedence: [Role] = [.operator, .manager, .advisor, .support, .marketer, .technician]

    /// - Parameter claims: the whole ID token.
    func role(by claims: JSONValue) -> Role? {
        let given = Set(claim.texts(in: claims).compactMap { roles[$0] })
        return Self.precedence.first(where: given.contains)
    }
}
