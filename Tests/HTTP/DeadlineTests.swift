import Foundation
import Synchronization
import Testing

@testable import HTTP

@Suite struct DeadlineTests {
    @Test func aHandlerPastItsDeadlineIsCancelledAndAnsweredFor() async throws {
        let wasCancelled = Mutex(false)
        func routes(_ router: inout Router) {
            router.on(.get, "/slow", operation: "slow", summary: "Slow.", access: .open, output: Greeting.self) { _, _, _ in
                do { try await Task.sleep(for: .seconds(60)) } catch { wasCancelled.withLock { $0 = true } }
                return .ok(Greeting(text: "late"))
            }
        }
        try await withServer(configure: { $0.handlerDeadline = .milliseconds(300) }, routes: routes) { server in
            let response = try await server.send("GET", "/slow")
            #expect(response.status == 503)
            #expect(response.slug == "deadline-exceeded")
            #expect(response["Retry-After"] == "1")
        }
        #expect(wasCancelled.withLock { $0 })
    }

    /// A handler begins before its task is known to the server; what happens meanwhile reaches it all the same.
    @Test func aHandlerPastItsDeadlineBeforeItFirstWaitsIsCancelled() async throws {
        let wasCancelled = Mutex(false)
        func routes(_ router: inout Router) {
            router.on(.get, "/busy", operation: "busy", summary: "Busy.", access: .open, output: Greeting.self) { _, _, _ in
                let begun = ContinuousClock.now
                while ContinuousClock.now - begun < .seconds(1) {}
                do { try await Task.sleep(for: .seconds(60)) } catch { wasCancelled.withLock { $0 = true } }
                return .ok(Greeting(text: "late"))
            }
        }
        try await withServer(configure: { $0.handlerDeadline = .milliseconds(100) }, routes: routes) { server in
            let response = try await server.send("GET", "/busy")
            #expect(response.status == 503)
        }
        #expect(wasCancelled.withLock { $0 })
    }

    /// The answer comes on time although the handler does not look at cancellation, and although it blocks Swift's threads.
    @Test func aHandlerThatIgnoresCancellationIsAnsweredForAsWell() async throws {
        func routes(_ router: inout Router) {
            router.on(
                .get, "/stubborn", operation: "stubborn", summary: "Stubborn.", access: .open, output: Greeting.self
            ) { _, _, _ in
                await Task.detached { try? await Task.sleep(for: .seconds(2)) }.value
                return .ok(Greeting(text: "late"))
            }
        }
        try await withServer(configure: { $0.handlerDeadline = .milliseconds(300) }, routes: routes) { server in
            let begun = ContinuousClock.now
            let response = try await server.send("GET", "/stubborn")
            #expect(response.status == 503)
            #expect(ContinuousClock.now - begun < .seconds(1.5))
        }
    }
}
