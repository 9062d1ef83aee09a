import Foundation
import Messaging
import TestSupport

/// `Peers/relay.py` between a client and the broker.
struct Relay {
    private struct Greeting: Decodable {
        let port: Int
        let authority: String
    }

    /// How to reach the broker through it.
    let configuration: AMQPConfiguration
    private let peer: PythonPeer

    /// - Parameter certificateName: speaks TLS to the client under that name; with `old:` before it, only TLS 1.1
    static func with<T>(
        to broker: AMQPConfiguration, certificateName: String? = nil, _ body: (Relay) async throws -> T
    ) async throws -> T {
        let certificates = URL(fileURLWithPath: peerScript("")).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Outbound/Peers").path
        let tls = certificateName.map { [certificates, $0] } ?? []
        let arguments = [broker.host, "\(broker.port)"] + tls
        return try await PythonPeer.with(peerScript("relay.py"), arguments: arguments) { peer in
            let greeting = try JSONDecoder().decode(Greeting.self, from: Data(peer.greeting.utf8))
            var configuration = broker
            configuration.host = certificateName == nil ? "127.0.0.1" : "localhost"
            configuration.port = greeting.port
            configuration.usesTLS = certificateName != nil
            configuration.authorityFile = greeting.authority
            return try await body(Relay(configuration: configuration, peer: peer))
        }
    }

    /// Passes nothing on; connections stay.
    func hold() async throws { _ = try await peer.ask("hold") }
    func release() async throws { _ = try await peer.ask("release") }
    /// Resets all connections.
    func cut() async throws { _ = try await peer.ask("cut") }
}
