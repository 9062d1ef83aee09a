import Concurrency
import Foundation
import Testing

@testable import Messaging

@Suite struct InboxTests {
    /// A lost wake-up would show as a wait of its full length.
    @Test func noWakeUpIsLost() async throws {
        let inbox = Inbox(0, bell: try #require(Bell()))
        let rounds = 20_000
        let thread = SerialThread(name: "inbox-test")
        async let slowest = thread.run { () -> Duration in
            var (seen, slowest) = (0, Duration.zero)
            while seen < rounds {
                let start = ContinuousClock.now
                inbox.sleep(socket: nil, writable: false, within: .seconds(60)) { $0 > 0 }
                slowest = max(slowest, .now - start)
                seen += inbox.withContent { content in
                    defer { content = 0 }
                    return content
                }
            }
            return slowest
        }
        for round in 0..<rounds {
            inbox.post { $0 += 1 }
            if round.isMultiple(of: 97) { await Task.yield() }
        }
        #expect(await slowest < .seconds(30))
    }

    @Test func waitingEndsWhenTheTimeIsUp() throws {
        let inbox = Inbox(0, bell: try #require(Bell()))
        let start = ContinuousClock.now
        inbox.sleep(socket: nil, writable: false, within: .milliseconds(30)) { _ in false }
        #expect(.now - start >= .milliseconds(30))
    }

    @Test func aStuckOwnerLosesItsSocket() throws {
        var pair: [Int32] = [0, 0]
        #expect(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &pair) == 0)
        defer { pair.forEach { close($0) } }
        let stuckGuard = StuckGuard()
        let start = ContinuousClock.now
        #expect(!stuckGuard.check(limit: .seconds(1), now: start + .seconds(99)))
        stuckGuard.begin(pair[0])
        #expect(!stuckGuard.check(limit: .seconds(20), now: start + .seconds(10)))
        stuckGuard.alive(start + .seconds(15))
        #expect(!stuckGuard.check(limit: .seconds(20), now: start + .seconds(30)))
        #expect(stuckGuard.check(limit: .seconds(20), now: start + .seconds(40)))
        var byte: UInt8 = 0
        #expect(read(pair[0], &byte, 1) == 0)
        #expect(!stuckGuard.check(limit: .seconds(20), now: start + .seconds(80)))
    }

    @Test func aSocketThatWasGivenUpIsLeftAlone() throws {
        var pair: [Int32] = [0, 0]
        #expect(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &pair) == 0)
        defer { pair.forEach { close($0) } }
        let stuckGuard = StuckGuard()
        stuckGuard.begin(pair[0])
        stuckGuard.end()
        #expect(!stuckGuard.check(limit: .zero, now: .now + .seconds(99)))
        var byte: UInt8 = 7
        #expect(write(pair[1], &byte, 1) == 1 && read(pair[0], &byte, 1) == 1)
    }
}
