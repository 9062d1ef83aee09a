import Configuration
import Contracts
import Cryptography
import Foundation
import PostgreSQL

/// Makes the staff accounts that the operator's file lists, follows it when a password in it changes, which ends the account's sessions, and
/// removes whom it no longer lists.
struct SeedStaff: Sendable {
    let database: PostgresClient
    let file: String
    let end: EndSession

    private struct Entry: Decodable {
        let email: String
        let name: String
        let role: Role
        let password: String
    }

    func run() async throws {
        let entries = try entries()
        for entry in entries {
            let email = entry.email.lowercased()
            let known = try await StaffStore.passwordHash(email: email, in: database)
            let hash = try await hash(of: entry, known: known)
            let account = StaffStore.Account(
                id: .v5(namespace: GatewayNamespace.staff, name: email), name: entry.name, role: entry.role, passwordHash: hash
            )
            let id = try await StaffStore.upsert(account, email: email, in: database)
            if let known, known != hash { _ = try await end.runAll(of: id, but: nil, because: "password_changed") }
        }
        try await StaffStore.removeOthers(than: entries.map { $0.email.lowercased() }, in: database)
    }

    private func hash(of entry: Entry, known: String?) async throws -> String {
        if let known, try await Password.verify(entry.password, against: known) { return known }
        return try await Password.hash(entry.password)
    }

    private func entries() throws -> [Entry] {
        guard let data = FileManager.default.contents(atPath: file) else {
            throw ConfigurationError(name: "PITCREW_STAFF_FILE", rule: "must name a file that can be read")
        }
        guard let entries = try? JSONDecoder().decode([Entry].self, from: data) else {
            throw ConfigurationError(name: "PITCREW_STAFF_FILE", rule: "must be a JSON list of {email, name, role, password}")
        }
        let lengths = SignInStaff.passwordLengths
        guard entries.allSatisfy({ TextRules.hasLength($0.password, in: lengths) }) else {
            let rule = "must give each account a password of \(lengths.lowerBound) to \(lengths.upperBound) characters"
            throw ConfigurationError(name: "PITCREW_STAFF_FILE", rule: rule)
        }
        return entries
    }
}
