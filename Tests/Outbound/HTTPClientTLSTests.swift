import Foundation
import Outbound
import Testing

@Suite struct HTTPClientTLSTests {
    func request(_ port: Int) throws -> OutboundRequest {
        OutboundRequest(.get, try #require(URL(string: "https://127.0.0.1:\(port)/status?code=200")), target: "peer")
    }

    @Test func trustsTheGivenAuthority() async throws {
        try await HTTPPeer.with(configure: { configuration, ports in
            configuration.authorities = ports.authorities
        }) { peer async throws in
            #expect(try await peer.client.send(request(peer.ports.https)).status == 200)
        }
    }

    @Test func refusesAnUnknownAuthority() async throws {
        try await HTTPPeer.with { peer async throws in
            #expect(try await peer.failure(request(peer.ports.https)) == .tls)
        }
    }

    @Test func refusesAnotherHostsCertificateAndOldProtocols() async throws {
        try await HTTPPeer.with(configure: { configuration, ports in
            configuration.authorities = ports.authorities
        }) { peer async throws in
            #expect(try await peer.failure(request(peer.ports.wrongName)) == .tls)
            #expect(try await peer.failure(request(peer.ports.oldTLS)) == .tls)
            #expect(try await peer.failure(request(peer.ports.http)) == .tls)
        }
    }
}
