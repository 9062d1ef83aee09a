import Foundation
import Synchronization
import TestSupport
import Testing

@testable import HTTP

@Suite struct StopTests {
    /// What the test knows of the requests in hand, and when they may end.
    private struct Hand: Sendable {
        private final class State: Sendable { let value = Mutex((arrived: 0, mayEnd: false)) }
        private let state = State()

        var count: Int { state.value.withLock { $0.arrived } }
        func release() { state.value.withLock { $0.mayEnd = true } }
        func arrive() { state.value.withLock { $0.arrived += 1 } }
        func untilReleased() async throws {
            while !state.value.withLock({ $0.mayEnd }) { try await Task.sleep(for: .milliseconds(5)) }
        }
    }

    private func holding(_ hand: Hand) -> (inout Router) -> Void {
        { router in
            router.on(.get, "/wait", operation: "wait", summary: "Wait.", access: .open, output: Greeting.self) { _, _, _ in
                hand.arrive()
                try await hand.untilReleased()
                return .ok(Greeting(text: "done"))
            }
            router.stream(
                .get, "/events", operation: "events", summary: "Events.", access: .open, contentType: "text/event-stream"
            ) { _, _ in
                .events { _ in
                    hand.arrive()
                    try await Task.sleep(for: .seconds(3600))
                }
            }
        }
    }

    @Test func requestsInHandAreFinishedBeforeTheServerStops() async throws {
        let hand = Hand()
        try await withServer(configure: { $0.drainTimeout = .seconds(30) }, routes: holding(hand)) { server in
            async let first = server.send("GET", "/wait")
            async let second = server.send("GET", "/wait")
            async let stream = server.send("GET", "/events")
            try await eventually("all are in hand") { hand.count == 3 }
            async let stopped: Void = server.stop()
            // A live stream is ended once draining has begun, and not before.
            _ = try await stream
            hand.release()
            #expect(try await first.text == #"{"text":"done"}"#)
            let response = try await second
            #expect(response.status == 200)
            #expect(response["Connection"]?.lowercased() == "close")
            try await stopped
        }
    }

    @Test(.timeLimit(.minutes(1))) func aRequestThatTakesLongerThanTheDrainIsBrokenOff() async throws {
        let hand = Hand()
        try await withServer(configure: { $0.drainTimeout = .milliseconds(300) }, routes: holding(hand)) { server in
            async let response = try? server.send("GET", "/wait")
            try await eventually("it is in hand") { hand.count == 1 }
            // Nobody ever lets the request end.
            try await server.stop()
            let status = await response?.status
            #expect(status == nil || status == 503)
        }
    }

    @Test(.timeLimit(.minutes(1))) func liveStreamsEndWithoutWaitingForTheDrainToEnd() async throws {
        let hand = Hand()
        try await withServer(configure: { $0.drainTimeout = .seconds(3600) }, routes: holding(hand)) { server in
            async let response = server.send("GET", "/events")
            try await eventually("it is in hand") { hand.count == 1 }
            try await server.stop()
            #expect(try await response.text == ": open\n\n")
        }
    }

    @Test func nothingIsAcceptedAfterTheStop() async throws {
        try await withServer(routes: holding(Hand())) { server in
            let port = server.port
            try await server.stop()
            await #expect(throws: RawClient.Failure.self) { try await onThread { _ = try RawClient(port: port) } }
        }
    }

    /// The library aborts the process when it is stopped with a suspended connection.
    @Test(arguments: 0..<10)
    func stoppingUnderLoadHarmsNobody(round: Int) async throws {
        let pause = Duration.milliseconds(round * 3)
        let routes: (inout Router) -> Void = { router in
            holding(Hand())(&router)
            router.on(.get, "/pause", operation: "pause", summary: "Pause.", access: .open, output: Greeting.self) { _, _, _ in
                try await Task.sleep(for: pause)
                return .ok(Greeting(text: "done"))
            }
        }
        try await withServer(configure: { $0.drainTimeout = .milliseconds(round * 20) }, routes: routes) { server in
            let port = server.port
            await withTaskGroup(of: Void.self) { group in
                for client in 0..<24 {
                    group.addTask {
                        try? await onThread {
                            let path = client % 6 == 0 ? "/events" : "/pause"
                            while true {
                                let raw = try RawClient(port: port)
                                for _ in 0..<20 {
                                    try raw.send("GET \(path) HTTP/1.1\r\nHost: t\r\n\r\n")
                                    if client % 5 == 0 { raw.reset() }
                                    _ = try raw.receive()
                                }
                            }
                        }
                    }
                }
                try? await Task.sleep(for: .milliseconds(200))
                try? await server.stop()
            }
        }
    }

    @Test func aPortThatIsTakenIsAClearError() async throws {
        try await withServer(routes: greetings) { server in
            let taken = server.port
            let error = await #expect(throws: (any Error).self) {
                try await withServer(configure: { $0.port = taken }, routes: greetings) { _ in }
            }
            #expect("\(error as Any)".contains("cannot listen on 127.0.0.1 port \(taken)"))
        }
    }
}
