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
            let applied = try await broker.administration.actual()
            #expect(manifest.difference(from: applied).isEmpty)
            let stray = Topology.Binding(
                PlatformTopology.exchange, to: PlatformTopology.queue(of: .analytics), routingKey: "nobody.knows"
            )
            try await broker.administration.apply(Topology(bindings: [stray]))
            let strayed = try await broker.administration.actual()
            #expect(!manifest.difference(from: strayed).isEmpty)
            try await broker.administration.unbindSurplus(over: manifest)
            let mended = try await broker.administration.actual()
            #expect(manifest.difference(from: mended).isEmpty)
        }
    }
}
