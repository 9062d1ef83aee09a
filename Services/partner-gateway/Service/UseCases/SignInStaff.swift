import Contracts
import Cryptography
import Foundation
import PostgreSQL

/// Lets staff in by e-mail and password. An unknown account costs as much time as a wrong password and gets the same answer.
struct SignInStaff: Sendable {
    let database: PostgresClient
    let tokens: IssueToken
    let clock: any WallClock
    static let maximumFailures = 10
    static let window: TimeInterval = 900

    struct Session: Sendable {
        let issued: IssueToken.Issued
        let account: StaffStore.Account
    }

    func run(email: String, password: String) async throws -> Session {
        let email = email.trimmingCharacters(in: .whitespaces).lowercased()
        guard email.utf8.count <= 320, password.utf8.count <= 1024 else { throw GatewayError.wrongCredentials }
        let account = Base64URL.encode(SHA256.digest(email))
        let failures = try await StaffStore.failures(of: account, since: clock.now() - Self.window, in: database)
        guard failures < Self.maximumFailures else { throw GatewayError.tooManyFailures }
        let found = try await StaffStore.find(email: email, in: database)
        guard try await Password.verify(password, against: found?.passwordHash), let found else {
            try await StaffStore.addFailure(of: account, at: clock.now(), in: database)
            throw GatewayError.wrongCredentials
        }
        try await StaffStore.clearFailures(of: account, in: database)
        let issued = try await tokens.run(subject: found.id.text, kind: "staff", scopes: found.role.scopes, name: found.name)
        return Session(issued: issued, account: found)
    }
}
