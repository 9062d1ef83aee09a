import Contracts
import Synchronization
import Testing

@testable import HTTP

@Suite struct HoldTests {
    @Test func whatIsHeldAnswers503UntilItIsOpenAndTheRestAtOnce() async throws {
        let gate = Switch()
        let routes: (inout Router) -> Void = { router in
            router.on(.get, "/first", operation: "first", summary: "First.", access: .open, output: Greeting.self) { _, _, _ in
                .ok(Greeting(text: "always"))
            }
            router.hold { gate.isOn }
            greetings(&router)
        }
        try await withServer(routes: routes) { server in
            #expect(try await server.send("GET", "/first").status == 200)
            let held = try await server.send("GET", "/ping")
            #expect(held.status == 503 && held.slug == "starting" && held["Retry-After"] == "1")
            #expect(try await server.send("GET", "/either").status == 503, "before anybody's token is looked at")
            gate.turnOn()
            #expect(try await server.send("GET", "/ping").status == 200)
        }
    }
}

private final class Switch: Sendable {
    private let state = Atomic(false)
    var isOn: Bool { state.load(ordering: .acquiring) }
    func turnOn() { state.store(true, ordering: .releasing) }
}
