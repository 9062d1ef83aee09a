import Foundation
import Outbound
import Testing

@Suite struct HTTPClientLifecycleTests {
    @Test func finishesWhatRunsWhenItStops() async throws {
        try await HTTPPeer.with { peer async throws in
            let service = Task { try await peer.client.run() }
            let request = Task { try await peer.get("/slow?seconds=0.5").text }
            #expect(try await peer.eventually { $0.requests == 1 })
            service.cancel()
            #expect(try await request.value == "at last")
            try await service.value
            #expect(try await peer.failure("/echo") == .unavailable)
        }
    }

    @Test func breaksOffWhatTakesTooLongWhenItStops() async throws {
        try await HTTPPeer.with(configure: { configuration, _ in
            configuration.drainTimeout = .milliseconds(100)
        }) { peer async throws in
            let service = Task { try await peer.client.run() }
            let request = Task { try await peer.failure("/slow?seconds=20", deadline: .seconds(30)) }
            #expect(try await peer.eventually { $0.requests == 1 })
            let start = ContinuousClock.now
            service.cancel()
            try await service.value
            #expect(start.duration(to: .now) < .seconds(12))
            #expect(try await request.value == .unavailable)
        }
    }
}
