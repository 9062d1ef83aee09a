import Contracts
import Messaging
import ServiceKit
import TestSupport
import Testing

@Suite struct TopologyTests {
    @Test func theManifestBindsEveryConsumerOfEveryEvent() {
        let topology = PlatformTopology.all()
        for definition in EventCatalogue.definitions {
            for consumer in definition.consumers {
                let binding = Topology.Binding(
                    PlatformTopology.exchange, to: PlatformTopology.queue(of: consumer), routingKey: definition.type.rawValue
                )
                #expect(topology.bindings.contains(binding))
            }
        }
        #expect(topology.queues.count == 14)
    }

    @Test func whatIsAppliedIsWhatTheBrokerHasAndASurplusBindingGoes() async throws {
        try await ThrowawayBroker.with { broker in
            let manifest = PlatformTopology.all()
            #expect(manifest.difference(from: try await broker.administration.actual()).isEmpty)
            let stray = Topology.Binding(
                PlatformTopology.exchange, to: PlatformTopology.queue(of: .analytics), routingKey: "nobody.knows"
            )
            try await broker.administration.apply(Topology(bindings: [stray]))
            #expect(!manifest.difference(from: try await broker.administration.actual()).isEmpty)
            try await broker.administration.unbindSurplus(over: manifest)
            #expect(manifest.difference(from: try await broker.administration.actual()).isEmpty)
        }
    }
}
