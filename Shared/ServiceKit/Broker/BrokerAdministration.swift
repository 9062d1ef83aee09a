import Contracts
import Foundation
import Messaging
import Outbound

/// Reads and changes a broker's topology through RabbitMQ's management HTTP API, with an administrator's rights.
public struct BrokerAdministration: Sendable {
    private let http: HTTPClient
    let base: URL
    private let authorization: String
    let vhost: String

    /// - Parameter managementURL: as `http://user:password@127.0.0.1:15672`; the vhost is named apart.
    public init(managementURL: URL, vhost: String, http: HTTPClient) {
        var components = URLComponents(url: managementURL, resolvingAgainstBaseURL: false) ?? URLComponents()
        let credentials = "\(components.user ?? ""):\(components.password ?? "")"
        authorization = "Basic " + Data(credentials.utf8).base64EncodedString()
        (components.user, components.password) = (nil, nil)
        base = components.url ?? managementURL
        self.vhost = PercentEncoding.encode(vhost)
        self.http = http
    }

    /// What the broker has of ours: everything whose name begins with `pitcrew`.
    public func actual() async throws -> Topology {
        Topology(
            exchanges: try await list("exchanges", as: Topology.Exchange.self).filter { Self.isOurs($0.name) },
            queues: try await list("queues", as: Topology.Queue.self).filter { Self.isOurs($0.name) },
            bindings: try await list("bindings", as: Topology.Binding.self).filter { Self.isOurs($0.source) },
            policies: try await list("policies", as: Topology.Policy.self).filter { Self.isOurs($0.name) }
        )
    }

    /// Makes what is missing. What differs and cannot be changed in place (an exchange's type, a queue's arguments) is left alone and
    /// stays in the difference.
    public func apply(_ topology: Topology) async throws {
        for exchange in topology.exchanges { try await put("exchanges/\(vhost)/\(PercentEncoding.encode(exchange.name))", exchange) }
        for queue in topology.queues { try await put("queues/\(vhost)/\(PercentEncoding.encode(queue.name))", queue) }
        for binding in topology.bindings { _ = try await call(.post, path(of: binding), encoded(binding)) }
        for policy in topology.policies { try await put("policies/\(vhost)/\(PercentEncoding.encode(policy.name))", policy) }
    }

    /// Removes every binding of ours that the manifest does not have, so that no queue fills with what nobody handles.
    public func unbindSurplus(over topology: Topology) async throws {
        for binding in try await actual().bindings where !topology.bindings.contains(binding) {
            let key = PercentEncoding.encode(binding.routingKey.isEmpty ? "~" : binding.routingKey)
            _ = try await call(.delete, path(of: binding) + "/" + key, nil)
        }
    }

    private func path(of binding: Topology.Binding) -> String {
        "bindings/\(vhost)/e/\(PercentEncoding.encode(binding.source))/q/\(PercentEncoding.encode(binding.destination))"
    }

    private func encoded(_ value: some Encodable) throws -> [UInt8] { try JSONCoding.encode(value) }

    private func list<Item: Decodable>(_ kind: String, as item: Item.Type) async throws -> [Item] {
        try JSONDecoder().decode([Item].self, from: Data(try await call(.get, "\(kind)/\(vhost)", nil)))
    }

    func put(_ path: String, _ body: some Encodable) async throws { _ = try await call(.put, path, encoded(body)) }

    func call(_ method: OutboundRequest.Method, _ path: String, _ body: [UInt8]?) async throws -> [UInt8] {
        guard let url = URL(string: base.absoluteString + "/api/" + path) else {
            throw BrokerRefusal(path: path, status: 0, text: "is no path")
        }
        let request = OutboundRequest(
            method, url, target: "broker", headers: ["Authorization": authorization, "Content-Type": "application/json"],
            body: body ?? [], deadline: .seconds(15), maxResponseBytes: 64 << 20
        )
        let response = try await http.send(request)
        guard (200..<300).contains(response.status) else {
            throw BrokerRefusal(path: path, status: response.status, text: String(decoding: response.body.prefix(300), as: UTF8.self))
        }
        return response.body
    }

    private static func isOurs(_ name: String) -> Bool { name.hasPrefix("pitcrew") }
}

/// The management API would not do as asked.
public struct BrokerRefusal: Error, CustomStringConvertible {
    let path: String
    let status: Int
    let text: String
    public var description: String { "the broker's management API answered \(status) to \(path): \(text)" }
}

/// Whole virtual hosts, for tests and installations.
extension BrokerAdministration {
    public func makeVirtualHost() async throws { try await put("vhosts/\(vhost)", JSONValue.object([:])) }
    public func deleteVirtualHost() async throws { _ = try await call(.delete, "vhosts/\(vhost)", nil) }

    /// A queue that hears every event beside the services' own.
    public func makeTap(queue: String) async throws {
        let binding = Topology.Binding(PlatformTopology.exchange, to: queue, routingKey: "#")
        try await apply(Topology(queues: [Topology.Queue(queue)], bindings: [binding]))
    }
}
