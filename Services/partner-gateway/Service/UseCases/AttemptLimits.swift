import Contracts
import Cryptography
import Foundation
import PostgreSQL

/// How often something may be tried: of one thing from anywhere, and from one address whatever it is. Counted in the database, so it holds
/// over all instances; counted before it is looked at, so that many at once get no more than one after the other.
struct AttemptLimits: Sendable {
    let database: PostgresClient
    let clock: any WallClock
    /// Of one thing, as codes for one account, in an hour.
    static let ofSubject = 6
    /// From one address, in an hour.
    static let ofAddress = 120
    static let window: TimeInterval = 3600

    /// What is counted apart for an address: text messages cost money.
    enum Way: String, Sendable {
        case mail = "codes", text = "texts"

        /// From one address, in an hour.
        var ofAddress: Int { self == .mail ? AttemptLimits.ofAddress : 20 }

        func likeness(of address: String) -> String { Likeness.of("\(rawValue) \(address)") }
    }

    /// Counts an attempt.
    /// - Throws: `GatewayError.tooManyFailures` where it is one too many; it is not counted then.
    func count(_ subject: String, from address: String, by way: Way = .mail) async throws {
        let (subject, address) = (Likeness.of(subject), way.likeness(of: address))
        let attempt = try await FailureStore.addFailure(of: subject, from: address, at: clock.now(), in: database)
        let counted = try await attempts(subject, address)
        guard counted.ofSubject <= Self.ofSubject, counted.ofAddress <= way.ofAddress else {
            try await FailureStore.removeFailure(attempt, in: database)
            throw GatewayError.tooManyFailures
        }
    }

    /// - Throws: `GatewayError.tooManyFailures` where the address has used its attempts up.
    func check(from address: String) async throws {
        guard try await attempts("", Way.mail.likeness(of: address)).ofAddress < Way.mail.ofAddress else { throw GatewayError.tooManyFailures }
    }

    private func attempts(_ subject: String, _ address: String) async throws -> (ofSubject: Int, ofAddress: Int) {
        try await FailureStore.attempts(at: subject, from: address, since: clock.now() - Self.window, in: database)
    }
}
