import Configuration
import Contracts
import Foundation
import Lifecycle
import Messaging
import Observability
import Outbound
import ServiceKit

/// `plan` prints what differs between the broker and the manifest, `apply` makes the broker match, `verify` fails where it does not,
/// `permissions` prints the rights each service's broker user needs.
///
/// Settings: `PITCREW_AMQP_ADMIN_URL` (management API with an administrator's name and password), `PITCREW_AMQP_VHOST` (default `/`).
struct TopologyCommand {
    let settings: Settings

    func run(_ arguments: [String]) async throws {
        switch arguments {
        case ["plan"]: try await withBroker { try await plan($0) }
        case ["apply"]: try await withBroker { try await apply($0) }
        case ["verify"]: try await withBroker { try await verify($0) }
        case ["permissions"]: try printPermissions()
        default: throw UsageError()
        }
    }

    private func plan(_ broker: BrokerAdministration) async throws {
        let difference = PlatformTopology.all().difference(from: try await broker.actual())
        print(difference.isEmpty ? "nothing to do" : difference.description)
    }

    private func apply(_ broker: BrokerAdministration) async throws {
        let manifest = PlatformTopology.all()
        try await broker.apply(manifest)
        try await broker.unbindSurplus(over: manifest)
        try await verify(broker)
    }

    private func verify(_ broker: BrokerAdministration) async throws {
        let difference = PlatformTopology.all().difference(from: try await broker.actual())
        guard difference.isEmpty else { throw TopologyDiffers(difference: difference.description) }
        print("the broker matches the manifest")
    }

    private func printPermissions() throws {
        let rows = ServiceName.allCases.map(BrokerPermission.init)
        print(try JSONCoding.text(rows))
    }

    private func withBroker(_ body: (BrokerAdministration) async throws -> Void) async throws {
        let url = try settings.url("PITCREW_AMQP_ADMIN_URL", schemes: ["http", "https"])
        let vhost = try settings.string("PITCREW_AMQP_VHOST", default: "/")
        let logger = Logger(service: "topology", level: .warning)
        let http = try HTTPClient(configuration: HTTPClientConfiguration(settings: settings), logger: logger, metrics: Metrics())
        let running = Task { try await http.run() }
        defer { running.cancel() }
        try await body(BrokerAdministration(managementURL: url, vhost: vhost, http: http))
    }
}

/// The least rights of one service's user: it declares nothing, publishes its own event types, reads its own two queues.
struct BrokerPermission: Codable {
    let service: String
    let configure: String
    let write: String
    let read: String
    /// Topic permission on `pitcrew.events`.
    let topicWrite: String

    init(_ service: ServiceName) {
        let types = EventCatalogue.definitions.filter { $0.publisher == service }.map { $0.type.rawValue.replacingOccurrences(of: ".", with: "\\.") }
        self.service = service.rawValue
        configure = "^$"
        write = "^pitcrew\\.events$"
        read = "^pitcrew\\.\(service.rawValue)(\\.dead)?$"
        topicWrite = types.isEmpty ? "^$" : "^(\(types.joined(separator: "|")))$"
    }
}

/// The words of the command are off.
struct UsageError: Error, CustomStringConvertible {
    let description = "usage: pitcrew-topology plan|apply|verify|permissions"
}

/// The broker is not as the manifest says.
struct TopologyDiffers: Error, CustomStringConvertible {
    let difference: String
    var description: String { "the broker differs from the manifest:\n\(difference)" }
}
