import Configuration
import Foundation
import Messaging
import Observability
import Outbound
import ServiceKit

/// A fresh vhost with the platform's topology, deleted at the end.
public struct ThrowawayBroker: Sendable {
    public let vhost: String
    public let url: URL
    public let administration: BrokerAdministration

    /// The settings a client of it reads.
    public var settings: [String: String] { ["PITCREW_AMQP_URL": url.absoluteString] }

    /// Makes a vhost, runs the body, and deletes the vhost whatever happens.
    public static func with<Value>(
        topology: Topology = PlatformTopology.all(), _ body: (ThrowawayBroker) async throws -> Value
    ) async throws -> Value {
        let vhost = "test-" + UUID().uuidString.lowercased()
        let http = try HTTPClient(
            configuration: HTTPClientConfiguration(settings: Settings(environment: [:])), logger: .silent, metrics: Metrics()
        )
        return try await running(http) {
            let administration = BrokerAdministration(
                managementURL: try TestEnvironment.brokerAdministrationURL(), vhost: vhost, http: http
            )
            var components = URLComponents(url: try TestEnvironment.brokerURL(), resolvingAgainstBaseURL: false) ?? URLComponents()
            components.percentEncodedPath = "/" + vhost
            guard let url = components.url else { throw MissingServer(name: "PITCREW_TEST_AMQP_URL") }
            try await administration.makeVirtualHost()
            do {
                try await administration.apply(topology)
                let value = try await body(ThrowawayBroker(vhost: vhost, url: url, administration: administration))
                try await administration.deleteVirtualHost()
                return value
            } catch {
                try? await administration.deleteVirtualHost()
                throw error
            }
        }
    }
}
