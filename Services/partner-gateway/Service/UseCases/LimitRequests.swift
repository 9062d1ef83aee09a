import Contracts
import Foundation
import PostgreSQL

/// A token bucket for each client that holds over all instances: what one takes is taken from the database's row.
///
/// So that not every request writes, an instance takes tokens for a tenth of a second ahead and drops what it has not used by then. The
/// bucket is made smaller by what is refilled in that time, so that in any span `t` no more than `rate * t + burst` requests pass, however
/// many instances there are; what is dropped can make it fewer, by a tenth of a second's worth for each instance and lease.
actor LimitRequests {
    private let store: RateBucketStore
    private let limits: RateLimits
    private var held: [String: Held] = [:]
    private var asking: [String: Task<RateBucketStore.Lease?, any Error>] = [:]
    private let now: @Sendable () -> ContinuousClock.Instant
    /// Clients known here at most; beyond that all is asked for again.
    private static let mostClients = 10_000

    private struct Held {
        let lease: RateBucketStore.Lease
        var left: Int
        let until: ContinuousClock.Instant
    }

    init(store: RateBucketStore, limits: RateLimits, now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }) {
        (self.store, self.limits, self.now) = (store, limits, now)
    }

    /// Takes one token of the client's.
    /// - Returns: whether there was one, and what the client is told; nil where the key no longer counts or the partner is suspended.
    func take(_ client: String) async throws -> RateDecision? {
        while true {
            if let decision = useHeld(client) { return decision }
            if let task = asking[client] {
                guard try await task.value != nil else { return nil }
                continue
            }
            let task = Task { try await lease(client) }
            asking[client] = task
            // Whoever asked has the first of them, however long the database took.
            guard let lease = try await task.value else { return nil }
            return RateDecision(lease, isAllowed: lease.granted > 0, spare: max(lease.granted - 1, 0))
        }
    }

    private func useHeld(_ client: String) -> RateDecision? {
        guard let mine = held[client], now() < mine.until else { return nil }
        guard mine.lease.granted > 0 else { return RateDecision(mine.lease, isAllowed: false, spare: 0) }
        guard mine.left > 0 else { return nil }
        held[client]?.left -= 1
        return RateDecision(mine.lease, isAllowed: true, spare: mine.left - 1)
    }

    /// Keeps what it got before anybody who waits for it goes on. A refusal is kept until there is a token again.
    private func lease(_ client: String) async throws -> RateBucketStore.Lease? {
        defer { asking[client] = nil }
        let asked = now()
        guard let lease = try await store.lease(client, limits: limits) else { return nil }
        if held.count >= Self.mostClients { held = [:] }
        let seconds = lease.granted > 0 ? RateLimits.leaseSeconds : min(lease.wait, 1)
        held[client] = Held(lease: lease, left: lease.granted - 1, until: asked + .seconds(seconds))
        return lease
    }
}
