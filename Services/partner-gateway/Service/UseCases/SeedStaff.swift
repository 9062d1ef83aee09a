import Configuration
import Contracts
import Cryptography
import Foundation
import PostgreSQL

/// Makes the staff accounts that the operator's file lists, follows it when a password in it changes, and removes whom it no longer lists.
///
/// Another password ends the account's sessions. Where passwords are for the first time only, it is the way back in for who has lost
/// their passkeys, which it removes.
struct SeedStaff: Sendable {
    let database: PostgresClient
    let file: String
    let passwords: StaffPasswords
    let pepper: Password.Pepper
    let end: EndSession
    let announce: AnnounceSecurityChange
    let clock: any WallClock

    private struct Entry: Decodable {
        let email: String
        let name: String
        let role: Role
        let password: String
    }

    func run() async throws {
        let entries = try entries()
        for entry in entries { try await follow(entry) }
        try await StaffStore.removeOthers(than: entries.map { $0.email.lowercased() }, in: database)
    }

    private func follow(_ entry: Entry) async throws {
        let email = entry.email.lowercased()
        let known = try await StaffStore.password(email: email, in: database)
        let isKnown = if let known { try await isSame(entry.password, as: known) } else { false }
        // Older hashes have no pepper yet, or that of another key secret.
        let kept = known.flatMap { isKnown && Password.pepperID(of: $0.hash) == pepper.id ? $0.hash : nil }
        let hash = if let kept { kept } else { try await Password.inTurn { try await Password.hash(entry.password, pepper: pepper) } }
        let since = isKnown ? known?.since : nil
        let account = StaffStore.Account(
            id: .v5(namespace: GatewayNamespace.staff, name: email), name: entry.name, role: entry.role, passwordHash: hash,
            passwordSince: since ?? clock.now(), isPasswordSpent: isKnown && known?.isSpent == true
        )
        try await database.withTransaction { transaction in
            let id = try await StaffStore.upsert(account, email: email, in: transaction)
            if let known, !isKnown { try await beginAnew(id, known, in: transaction) }
        }
    }

    /// What was kept under another key secret cannot be compared: it counts as the same, or a wrong secret would reset everybody.
    private func isSame(_ password: String, as known: StaffStore.KnownPassword) async throws -> Bool {
        if let id = Password.pepperID(of: known.hash), id != pepper.id { return true }
        return try await Password.inTurn { try await Password.verify(password, against: known.hash, pepper: pepper) }
    }

    /// What goes with another password, or it would be the known one at the next start and nothing would follow it.
    private func beginAnew(_ id: UUID, _ known: StaffStore.KnownPassword, in transaction: PostgresTransaction) async throws {
        let (person, now) = (Person(id: id, kind: "staff"), clock.now())
        try await end.runAll(of: id, because: "password_changed", at: now, in: transaction)
        guard known.isOfFile else { return }
        try await announce.run(.passwordChanged, of: person, label: nil, at: now, in: transaction)
        guard passwords == .first, try await PasskeyStore.removeAll(of: person, in: transaction) else { return }
        let entry = IdentityAuditStore.Entry(action: "passkeys.removed", person: id, reason: "password_changed")
        try IdentityAuditStore.add(entry, at: now, in: transaction)
    }

    private func entries() throws -> [Entry] {
        guard let data = FileManager.default.contents(atPath: file) else {
            throw ConfigurationError(name: "PITCREW_STAFF_FILE", rule: "must name a file that can be read")
        }
        guard let entries = try? JSONDecoder().decode([Entry].self, from: data) else {
            throw ConfigurationError(name: "PITCREW_STAFF_FILE", rule: "must be a JSON list of {email, name, role, password}")
        }
        for (index, entry) in entries.enumerated() {
            guard let rule = PasswordRules.violation(of: entry.password, owner: [entry.email, entry.name]) else { continue }
            throw ConfigurationError(name: "PITCREW_STAFF_FILE", rule: "is wrong in entry \(index + 1): the password \(rule)")
        }
        return entries
    }
}
