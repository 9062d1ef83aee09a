import Foundation
import Messaging

/// A virtual host of its own for one test, on the broker that `PITCREW_TEST_AMQP_URL` names.
struct VirtualHost: Sendable {
    let name: String
    let configuration: AMQPConfiguration
    let administration: ManagementAPI

    /// Declares a queue; a quorum queue unless told otherwise.
    func declareQueue(_ queue: String, arguments: [String: Any] = ["x-queue-type": "quorum"]) async throws {
        try await administration.send("PUT", ["queues", name, queue], ["durable": true, "arguments": arguments])
    }

    func deleteQueue(_ queue: String) async throws {
        try await administration.send("DELETE", ["queues", name, queue])
    }

    func declareExchange(_ exchange: String, type: String = "topic") async throws {
        try await administration.send("PUT", ["exchanges", name, exchange], ["type": type, "durable": true])
    }

    func bind(_ queue: String, to exchange: String, by routingKey: String) async throws {
        try await administration.send("POST", ["bindings", name, "e", exchange, "q", queue], ["routing_key": routingKey])
    }

    /// Closes all connections of this virtual host from the broker's side, except those to keep. Gives how many.
    @discardableResult
    func closeConnections(role: String = "") async throws -> Int {
        let list = try await administration.send("GET", ["vhosts", name, "connections"]) as? [[String: Any]] ?? []
        var closed = 0
        for connection in list {
            guard let id = connection["name"] as? String else { continue }
            let properties = connection["client_properties"] as? [String: Any]
            let label = properties?["connection_name"] as? String ?? ""
            guard role.isEmpty || label.hasSuffix(role) else { continue }
            // The list is a few seconds old: what is gone by now is no failure.
            let gone = try? await administration.send("DELETE", ["connections", id], headers: ["X-Reason": "closed by a test"])
            if gone != nil { closed += 1 }
        }
        return closed
    }

    func message(
        _ id: String, to queue: String, body: [UInt8] = Array("{}".utf8), headers: MessageHeaders = [:]
    ) -> OutgoingMessage {
        OutgoingMessage(
            exchange: "", routingKey: queue, messageID: id, type: "test.happened", timestamp: Date(),
            headers: headers, body: body)
    }
}

/// Makes a virtual host, runs the test with it, and deletes it whatever happens.
func withVirtualHost<T>(_ body: (VirtualHost) async throws -> T) async throws -> T {
    let variable = "PITCREW_TEST_AMQP_URL"
    guard let url = ProcessInfo.processInfo.environment[variable], var configuration = AMQPConfiguration(url: url) else {
        let rule = "set \(variable) to amqp://user:password@host:port/%2F"
        throw ManagementAPI.Failure(description: "these tests need a RabbitMQ: \(rule)")
    }
    let administration = try ManagementAPI()
    let name = "test-\(UUID().uuidString.lowercased())"
    try await administration.send("PUT", ["vhosts", name], [:])
    configuration.virtualHost = name
    configuration.connectTimeout = .seconds(5)
    let result: Result<T, any Error>
    do {
        result = .success(try await body(VirtualHost(name: name, configuration: configuration, administration: administration)))
    } catch {
        result = .failure(error)
    }
    try await administration.send("DELETE", ["vhosts", name])
    return try result.get()
}
