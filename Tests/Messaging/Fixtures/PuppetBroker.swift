import Foundation
import Messaging
import TestSupport
import Testing

/// The broker of `Peers/puppet_broker.py`: says what the test tells it to.
struct PuppetBroker {
    struct State: Decodable {
        struct Settled: Decodable, Equatable {
            let method: String
            let tag: UInt64
            let multiple: Bool

            init(_ method: String, _ tag: UInt64, multiple: Bool = false) {
                (self.method, self.tag, self.multiple) = (method, tag, multiple)
            }

            init(from decoder: any Decoder) throws {
                var items = try decoder.unkeyedContainer()
                method = try items.decode(String.self)
                tag = try items.decode(UInt64.self)
                multiple = try items.decode(Bool.self)
            }
        }

        let connections, heartbeats: Int
        let published: [String]
        let settled: [Settled]
        let methods: [String]
        let capabilities: [String: Bool]

        func count(_ method: String) -> Int { methods.count { $0 == method } }
    }

    let configuration: AMQPConfiguration
    private let peer: PythonPeer

    /// - Parameter silentOn: questions it leaves unanswered
    static func with<T>(silentOn: [String] = [], _ body: (PuppetBroker) async throws -> T) async throws -> T {
        try await PythonPeer.with(peerScript("puppet_broker.py"), arguments: silentOn) { peer in
            var configuration = try #require(AMQPConfiguration(url: "amqp://127.0.0.1:\(peer.greeting)/"))
            configuration.heartbeat = .seconds(60)
            return try await body(PuppetBroker(configuration: configuration, peer: peer))
        }
    }

    /// With shorter time limits.
    func configuration(heartbeat: Duration = .seconds(60), replyTimeout: Duration = .seconds(1)) -> AMQPConfiguration {
        var configuration = configuration
        (configuration.heartbeat, configuration.replyTimeout) = (heartbeat, replyTimeout)
        configuration.connectTimeout = .seconds(1)
        return configuration
    }

    func send(_ method: String, _ fields: [String: Any] = [:], channel: Int = 1) async throws {
        let json = String(decoding: try JSONSerialization.data(withJSONObject: fields), as: UTF8.self)
        _ = try await peer.ask("send \(channel) \(method) \(json)")
    }

    /// A delivery whose header and body the test may get wrong.
    func deliver(_ tag: UInt64, _ options: [String: Any] = ["body": "{}"], redelivered: Bool = false) async throws {
        try await send("Basic.Deliver", [
            "consumer_tag": "pitcrew", "delivery_tag": tag, "redelivered": redelivered, "exchange": "e", "routing_key": "k",
        ])
        try await content(options)
    }

    func content(_ options: [String: Any]) async throws {
        let json = String(decoding: try JSONSerialization.data(withJSONObject: options), as: UTF8.self)
        _ = try await peer.ask("content 1 \(json)")
    }

    func raw(_ hex: String) async throws { _ = try await peer.ask("raw \(hex)") }
    func drop() async throws { _ = try await peer.ask("drop") }

    func state() async throws -> State {
        try JSONDecoder().decode(State.self, from: Data(try await peer.ask("state").utf8))
    }
}

func peerScript(_ name: String) -> String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().appending(path: "Peers/\(name)").path
}
