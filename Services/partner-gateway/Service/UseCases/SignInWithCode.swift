import Contracts
import Cryptography
import Foundation
import PostgreSQL

/// Lets whoever has the code in: the address is theirs, and so are the appointments booked with it; or the number is, and so is the account
/// that has proved it.
struct SignInWithCode: Sendable {
    let database: PostgresClient
    let key: CodeKey
    let limits: AttemptLimits
    let announce: AnnounceSecurityChange
    let clock: any WallClock

    /// - Throws: `GatewayError.wrongCode`, `.codeExpired`, `.tooManyFailures`.
    func run(_ id: UUID, code: String, client: String) async throws -> AuthenticatedPerson {
        try await limits.check(from: client)
        let now = clock.now()
        guard let kept = try await SignInCodeStore.countTry(id, at: now, in: database) else { throw GatewayError.codeExpired }
        let hash = OneTimeCode.hash(OneTimeCode.normalized(code), id: id, key: key.hashing)
        guard constantTimeEquals(hash, kept.hash) else {
            try await limits.count("wrong code \(kept.email ?? kept.number ?? "")", from: client)
            throw GatewayError.wrongCode
        }
        let person = try await database.withTransaction(attempts: 3) { transaction in
            guard try await SignInCodeStore.use(id, at: now, in: transaction) else { throw GatewayError.codeExpired }
            let owner = try await owner(of: kept, at: now, in: transaction)
            try PersonStore.remember(owner, locale: kept.locale, in: transaction)
            return owner
        }
        return AuthenticatedPerson(id: person, kind: "customer", method: kept.email == nil ? "sms" : "code", userVerified: false)
    }

    /// A number counts for the account that had it when the code left, and only while it still has it.
    private func owner(of kept: SignInCodeStore.Kept, at now: Date, in transaction: PostgresTransaction) async throws -> UUID {
        guard let email = kept.email else {
            guard let phone = kept.phone, let person = try await PhoneStore.holder(phone, in: transaction) else { throw GatewayError.codeExpired }
            return person
        }
        let person = try await PersonStore.customer(email: email, in: transaction)
        // Told while the account still has the address before: who reads that one must hear of it, and needs not know the new one.
        if try await PersonStore.isAnotherAddress(email, of: person, in: transaction) {
            try await announce.run(.addressChanged, of: Person(id: person, kind: "customer"), label: nil, at: now, in: transaction)
        }
        try await PersonStore.remember(person, email: email, at: now, in: transaction)
        return person
    }
}
