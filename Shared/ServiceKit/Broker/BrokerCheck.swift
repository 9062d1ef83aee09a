import Contracts
import Messaging

/// Looks, with nothing but the rights of a service, whether the exchange and the service's queues are there and as the manifest says.
struct BrokerCheck: Sendable {
    let configuration: AMQPConfiguration
    let service: ServiceName

    /// - Throws: `AMQPError` naming what is missing (`notFound`) or differs (`mismatch`).
    func run() async throws {
        let queues = [PlatformTopology.queue(of: service), PlatformTopology.deadLetterQueue(of: service)]
        try await passiveCheck(
            exchanges: PlatformTopology.all().exchanges.filter { $0.name == PlatformTopology.exchange },
            queues: queues.map(Topology.Queue.quorum), configuration: configuration
        )
    }
}
