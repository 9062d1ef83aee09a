import Contracts
import Cryptography
import Foundation
import PostgreSQL

/// Lets staff in by e-mail and password. An unknown account costs as much time as a wrong password and gets the same answer.
///
/// Guesses are limited for each account from each address, so that nobody locks another out from elsewhere by a few, for each address
/// over all accounts, and for each account over all addresses (OWASP ASVS 4.0.3, 2.2.1). A guess counts before it is looked at: many at
/// once get no more than one after the other.
///
/// A password that is for the first time only is refused once its person has a passkey, or after a while; only who knows it learns so.
struct SignInStaff: Sendable {
    let database: PostgresClient
    let passwords: StaffPasswords
    let clock: any WallClock
    /// Whether a password made a hash; nil for an account that does not exist.
    let verify: @Sendable (String, String?) async throws -> Bool
    static let maximumFailures = 10
    /// Of one address, over all accounts.
    static let maximumFailuresOfAddress = 100
    static let window: TimeInterval = 900
    /// Of one account in an hour, from all addresses.
    static let maximumFailuresAnywhere = 100
    static let windowAnywhere: TimeInterval = 3600

    /// - Parameter address: where the request comes from, as the door says.
    func run(email: String, password: String, address: String) async throws -> AuthenticatedPerson {
        let email = email.trimmingCharacters(in: .whitespaces).lowercased()
        guard email.utf8.count <= 320, password.unicodeScalars.count <= PasswordRules.lengths.upperBound else { throw GatewayError.wrongCredentials }
        let account = Likeness.of(email)
        let address = Likeness.of(address)
        let attempt = try await begin(account, address)
        let found = try await StaffStore.find(email: email, in: database)
        guard try await isRight(password, found, attempt), let found else { throw GatewayError.wrongCredentials }
        try await FailureStore.clearFailures(of: account, from: address, in: database)
        try await proveFirst(found)
        return AuthenticatedPerson(id: found.id, kind: "staff", method: "password", userVerified: false)
    }

    /// - Throws: `GatewayError.passwordSpent`.
    private func proveFirst(_ account: StaffStore.Account) async throws {
        guard passwords == .first else { return }
        guard !account.isPasswordSpent else { throw GatewayError.passwordSpent }
        let hasPasskey = try await PasskeyStore.count(of: Person(id: account.id, kind: "staff"), in: database) > 0
        guard !hasPasskey, clock.now().timeIntervalSince(account.passwordSince) < StaffPasswords.lifetime else { throw GatewayError.passwordSpent }
    }

    /// Counts the attempt as failed until it is known better. It is noted before the others are counted: of many at once each sees those
    /// that were noted before it, so that no more get through than one after the other (perhaps fewer), and nobody waits for anybody.
    private func begin(_ account: String, _ address: String) async throws -> Int64 {
        let now = clock.now()
        let attempt = try await FailureStore.addFailure(of: account, from: address, at: now, in: database)
        let failures = try await FailureStore.failures(of: account, from: address, since: now - Self.window, in: database)
        let anywhere = try await FailureStore.attempts(at: account, from: address, since: now - Self.windowAnywhere, in: database).ofSubject
        guard failures.ofAccount <= Self.maximumFailures, failures.ofAll <= Self.maximumFailuresOfAddress,
            anywhere <= Self.maximumFailuresAnywhere
        else {
            try await FailureStore.removeFailure(attempt, in: database)
            throw GatewayError.tooManyFailures
        }
        return attempt
    }

    /// What could not be looked at was no guess.
    private func isRight(_ password: String, _ account: StaffStore.Account?, _ attempt: Int64) async throws -> Bool {
        do {
            return try await verify(password, account?.passwordHash)
        } catch CryptographyError.overloaded {
            try await FailureStore.removeFailure(attempt, in: database)
            throw GatewayError.signInBusy
        }
    }
}
