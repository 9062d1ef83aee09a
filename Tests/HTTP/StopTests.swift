import Foundation
import Synchronization
import Testing

@testable import HTTP

@Suite struct StopTests {
    private func waiting(_ duration: Duration) -> (inout Router) -> Void {
        { router in
            router.on(.get, "/wait", operation: "wait", summary: "Wait.", access: .open, output: Greeting.self) { _, _, _ in
                try await Task.sleep(for: duration)
                return .ok(Greeting(text: "done"))
            }
            router.stream(
                .get, "/events", operation: "events", summary: "Events.", access: .open, contentType: "text/event-stream"
            ) { _, _ in
                .events { _ in try await Task.sleep(for: .seconds(3600)) }
            }
        }
    }

    @Test func requestsInHandAreFinishedBeforeTheServerStops() async throws {
        try await withServer(routes: waiting(.milliseconds(400))) { server in
            async let first = server.send("GET", "/wait")
            async let second = server.send("GET", "/wait")
            try await Task.sleep(for: .milliseconds(150))
            try await server.stop()
            #expect(try await first.text == #"{"text":"done"}"#)
            let response = try await second
            #expect(response.status == 200)
            #expect(response["Connection"]?.lowercased() == "close")
        }
    }

    @Test func aRequestThatTakesLongerThanTheDrainIsBrokenOff() async throws {
        try await withServer(configure: { $0.drainTimeout = .milliseconds(300) }, routes: waiting(.seconds(3600))) { server in
            async let response = try? server.send("GET", "/wait")
            try await Task.sleep(for: .milliseconds(150))
            let begun = ContinuousClock.now
            try await server.stop()
            #expect(ContinuousClock.now - begun < .seconds(2))
            let status = await response?.status
            #expect(status == nil || status == 503)
        }
    }

    @Test func liveStreamsEndAtOnce() async throws {
        try await withServer(configure: { $0.drainTimeout = .seconds(10) }, routes: waiting(.zero)) { server in
            async let response = server.send("GET", "/events")
            try await Task.sleep(for: .milliseconds(150))
            let begun = ContinuousClock.now
            try await server.stop()
            #expect(ContinuousClock.now - begun < .seconds(2))
            #expect(try await response.text == ": open\n\n")
        }
    }

    @Test func nothingIsAcceptedAfterTheStop() async throws {
        try await withServer(routes: waiting(.zero)) { server in
            let port = server.port
            try await server.stop()
            await #expect(throws: RawClient.Failure.self) { try await onThread { _ = try RawClient(port: port) } }
        }
    }

    /// The library aborts the process when it is stopped with a suspended connection.
    @Test(arguments: 0..<10)
    func stoppingUnderLoadHarmsNobody(round: Int) async throws {
        let pause = Duration.milliseconds(round * 3)
        try await withServer(configure: { $0.drainTimeout = .milliseconds(round * 20) }, routes: waiting(pause)) { server in
            let port = server.port
            await withTaskGroup(of: Void.self) { group in
                for client in 0..<24 {
                    group.addTask {
                        try? await onThread {
                            let path = client % 6 == 0 ? "/events" : "/wait"
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
