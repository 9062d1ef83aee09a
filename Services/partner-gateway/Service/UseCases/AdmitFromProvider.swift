import Contracts
import Foundation
import PostgreSQL

/// Which staff account somebody has whom the identity provider vouches for: the garage's own by the verified address, whatever the
/// provider's groups say, or else one by the role that the groups give. Who has neither is refused, and loses the
/// account they had with all its sessions.
struct AdmitFromProvider: Sendable {
    let database: PostgresClient
    /// Nil where groups give no roles.
    let roles: ProviderRoles?
    /// Whether an address counts that the provider neither calls verified nor unverified.
    let trustsAddresses: Bool
    let end: EndSession
    /// As long as a session: then the provider is asked again.
    let confirmation: Duration
    let clock: any WallClock
    let ids: any IDGenerator
    static let longestName = 200

    /// - Returns: the account's identifier.
    /// - Throws: `ProviderSignInError.notStaff`.
    func run(_ token: IdentityToken, issuer: String) async throws -> UUID {
        guard let email = token.claims.email(trusted: trustsAddresses) else { throw ProviderSignInError.notStaff }
        let subject = ProviderStaffStore.Subject(issuer: issuer, subject: token.claims.sub)
        let role = roles?.role(by: token.all)
        let found: Found = try await database.withTransaction(attempts: 3) { transaction in
            if let account = try await StaffStore.find(email: email, in: transaction) { return .account(account.id) }
            guard let role else { return .none(lost: try await remove(subject, in: transaction)) }
            let id = try await confirm(subject, email, name(of: token.claims, email), role, in: transaction)
            return id.map(Found.account) ?? .none(lost: nil)
        }
        switch found {
        case .account(let id): return id
        case .none(let lost):
            if let lost { _ = try await end.runAll(of: lost, but: nil, because: "account_removed") }
            throw ProviderSignInError.notStaff
        }
    }

    private enum Found: Sendable {
        case account(UUID)
        case none(lost: UUID?)
    }

    private func confirm(
        _ subject: ProviderStaffStore.Subject, _ email: String, _ name: String, _ role: Role, in transaction: PostgresTransaction
    ) async throws -> UUID? {
        let before = try await ProviderStaffStore.find(subject, in: transaction), now = clock.now()
        let account = ProviderStaffStore.Account(
            id: before?.id ?? ids.next(), email: email, name: name, role: role,
            confirmedUntil: now.addingTimeInterval(confirmation / .seconds(1))
        )
        guard let id = try await ProviderStaffStore.confirm(account, of: subject, in: transaction) else { return nil }
        // Of two who come for the first time at once, one makes the account.
        if before?.role != role, before != nil || id == account.id {
            try note(before == nil ? "account.made" : "account.changed", id, ["role": .string(role.rawValue)], at: now, in: transaction)
        }
        return id
    }

    private func remove(_ subject: ProviderStaffStore.Subject, in transaction: PostgresTransaction) async throws -> UUID? {
        guard let id = try await ProviderStaffStore.remove(subject, in: transaction) else { return nil }
        try note("account.removed", id, nil, at: clock.now(), in: transaction)
        return id
    }

    private func note(_ action: String, _ id: UUID, _ detail: JSONValue?, at now: Date, in transaction: PostgresTransaction) throws {
        let entry = IdentityAuditStore.Entry(action: action, person: id, reason: "identity-provider", detail: detail)
        try IdentityAuditStore.add(entry, at: now, in: transaction)
    }

    /// What the provider calls the person; the address where it calls them nothing that can be shown.
    private func name(of claims: IdentityClaims, _ email: String) -> String {
        guard let name = claims.name, TextRules.isFilled(name, atMost: Self.longestName), TextRules.isOneLine(name) else { return email }
        return name
    }
}
