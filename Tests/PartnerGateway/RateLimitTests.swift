import Contracts
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import PartnerGateway

@Suite(.timeLimit(.minutes(6))) struct RateLimitTests {
    /// Two instances that share nothing but the database never let more through than one bucket holds, and both clocks of theirs stand
    /// still unless they are moved: the row's time, and that by which a lease ends.
    @Test(arguments: [(rate: 50, burst: 100), (rate: 1, burst: 3), (rate: 2_000, burst: 1_000)])
    func instancesTogetherKeepTheLimit(limit: (rate: Int, burst: Int)) async throws {
        try await withGateway { gateway in
            let client = try await gateway.makePartner().clientID
            let (clock, steady) = (ManualClock(Date()), Steady())
            let limits = RateLimits(rate: limit.rate, burst: limit.burst)
            let instances = (0..<2).map { _ in
                LimitRequests(
                    store: RateBucketStore(database: gateway.database, clock: clock), limits: limits, now: { steady.now }
                )
            }
            var passed: [Int] = []
            for step in 0..<12 {
                passed.append(try await Self.hammer(instances, client, times: limit.burst))
                let pause = Duration.milliseconds(step % 3 == 0 ? 1_000 : 50)
                clock.advance(by: pause)
                steady.advance(by: pause)
            }
            // In every span between two steps, not only from the start.
            for first in passed.indices {
                var (sum, time) = (0, 0.0)
                for step in first..<passed.count {
                    sum += passed[step]
                    #expect(Double(sum) <= Double(limit.rate) * time + Double(limit.burst), "steps \(first) to \(step)")
                    time += step % 3 == 0 ? 1 : 0.05
                }
            }
            #expect(passed[0] >= limit.burst * 7 / 10, "\(passed)")
            #expect(passed[1] > 0, "after a second there is more: \(passed)")
        }
    }

    /// How many of these requests pass, half sent to each instance at once.
    private static func hammer(_ instances: [LimitRequests], _ client: String, times: Int) async throws -> Int {
        try await withThrowingTaskGroup(of: Int.self) { group in
            for instance in instances {
                for _ in 0..<8 {
                    group.addTask {
                        var passed = 0
                        for _ in 0..<(times / 8 + 1) where try await instance.take(client)?.isAllowed == true { passed += 1 }
                        return passed
                    }
                }
            }
            return try await group.reduce(0, +)
        }
    }

    @Test func whoSendsTooMuchIsToldWhenToGoOn() async throws {
        try await withGateway { gateway in
            let partner = try await gateway.makePartner()
            let path = "/v1/partners/\(partner.id.text)"
            let ops = try await gateway.operatorToken()
            let settings: [String: JSONValue] = ["active": true, "requestsPerSecond": 1, "burst": 2]
            #expect(try await gateway.send(.put, path, body: JSONValue.object(settings), token: ops).json["burst"] == 2)
            let token = try await gateway.accessToken(partner)
            let first = try await gateway.get("/v1/webhook", token: token)
            #expect(first.status == 404)
            #expect(first.headers["RateLimit-Policy"] == "\"requests\";q=2;w=2")
            #expect(first.headers["RateLimit"]?.hasPrefix("\"requests\";r=1;t=") == true)
            let refused = try await eventually("the bucket is empty") {
                let answer = try await gateway.get("/v1/webhook", token: token)
                return answer.status == 429 ? answer : nil
            }
            #expect(refused.json["type"] == "urn:pitcrew:problem:rate-limited")
            #expect(refused.headers["Retry-After"] == "1")
            #expect(refused.headers["RateLimit"] == "\"requests\";r=0;t=1")
            try await eventually("it is refilled") { try await gateway.get("/v1/webhook", token: token).status == 404 }
        }
    }

    @Test func theDaysBookingsRunOut() async throws {
        try await withGateway(settings: ["PITCREW_PARTNER_BOOKINGS": "2"]) { gateway in
            let partner = try await gateway.makePartner()
            let token = try await gateway.accessToken(partner)
            let first = wish(reference: "F-1")
            #expect(try await gateway.post("/v1/bookings", first, token: token, key: "1").status == 202)
            #expect(try await gateway.post("/v1/bookings", wish(reference: "F-2"), token: token, key: "2").status == 202)
            let refused = try await gateway.post("/v1/bookings", wish(reference: "F-3"), token: token, key: "3")
            #expect(refused.status == 429)
            #expect(refused.json["type"] == "urn:pitcrew:problem:quota-exceeded")
            let wait = try #require(refused.headers["Retry-After"].flatMap { Int($0) })
            #expect((1...86_400).contains(wait))
            #expect(try await gateway.database.query("SELECT 1 AS one FROM booking_requests").count == 2, "nothing of it stays")
            #expect(try await gateway.post("/v1/bookings", first, token: token, key: "1").status == 202, "a repeat costs nothing")
            // The day after.
            try await gateway.database.execute("UPDATE partner_days SET day = day - 1")
            #expect(try await gateway.post("/v1/bookings", wish(reference: "F-4"), token: token, key: "4").status == 202)
        }
    }
}

/// A steady clock that is moved by hand.
private final class Steady: Sendable {
    private let instant = Mutex(ContinuousClock.now)
    var now: ContinuousClock.Instant { instant.withLock { $0 } }
    func advance(by duration: Duration) { instant.withLock { $0 += duration } }
}
