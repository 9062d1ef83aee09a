import Foundation
import Messaging
import Testing

@Suite struct TopologyTests {
    private let wanted = Topology(
        exchanges: [.init("pitcrew.events", type: "topic")], queues: [.quorum("pitcrew.booking")],
        bindings: [.init("pitcrew.events", to: "pitcrew.booking", routingKey: "jobcard.#")],
        policies: [.init("limit", pattern: "^pitcrew\\.", definition: ["delivery-limit": 20])])

    @Test func theSameDoesNotDiffer() {
        #expect(wanted.difference(from: wanted).isEmpty)
        #expect(wanted.difference(from: wanted).description == "")
    }

    @Test func anEmptyBrokerLacksAll() {
        let difference = wanted.difference(from: Topology())
        #expect(difference.additions == wanted)
        #expect(difference.items.count == 4 && !difference.hasConflict)
        #expect(difference.description.contains("missing: binding pitcrew.events -> queue pitcrew.booking by jobcard.#"))
    }

    @Test func whatEveryBrokerHasDoesNotCount() {
        var actual = wanted
        actual.exchanges += [.init("", type: "direct"), .init("amq.topic", type: "topic")]
        actual.bindings.append(.init("", to: "pitcrew.booking", routingKey: "pitcrew.booking"))
        actual.queues.append(.init("amq.gen-1"))
        #expect(wanted.difference(from: actual).isEmpty)
    }

    @Test func anotherQueueTypeIsAConflict() {
        var actual = wanted
        actual.queues = [.init("pitcrew.booking", arguments: ["x-queue-type": "classic"])]
        let difference = wanted.difference(from: actual)
        #expect(difference.hasConflict)
        let (actualText, wantedText) = ("queue, durable [x-queue-type: classic]", "queue, durable [x-queue-type: quorum]")
        #expect(difference.description == "different: queue pitcrew.booking is \(actualText) but should be \(wantedText)")
        #expect(difference.additions == Topology())
    }

    @Test func anotherPolicyIsSetAnew() {
        var actual = wanted
        actual.policies[0].definition = ["delivery-limit": 3]
        let difference = wanted.difference(from: actual)
        #expect(!difference.hasConflict && !difference.isEmpty)
        #expect(difference.additions == Topology(policies: wanted.policies))
    }

    @Test func whatIsTooMuchIsTold() {
        var actual = wanted
        actual.queues.append(.quorum("pitcrew.old"))
        let difference = wanted.difference(from: actual)
        #expect(difference.items == [.unexpected("queue pitcrew.old")])
        #expect(difference.additions == Topology())
    }

    @Test func readsADefinitionsFileOfTheBroker() throws {
        let json = """
            {"rabbit_version":"3.10.8","users":[],"parameters":[],"permissions":[],
             "policies":[{"vhost":"/","name":"limit","pattern":"^pitcrew\\\\.","apply-to":"queues",
               "definition":{"delivery-limit":20},"priority":0}],
             "queues":[{"name":"pitcrew.booking","vhost":"/","durable":true,"auto_delete":false,
               "arguments":{"x-queue-type":"quorum"}}],
             "exchanges":[{"name":"pitcrew.events","vhost":"/","type":"topic","durable":true,"auto_delete":false,
               "internal":false,"arguments":{}}],
             "bindings":[{"source":"pitcrew.events","vhost":"/","destination":"pitcrew.booking",
               "destination_type":"queue","routing_key":"jobcard.#","arguments":{}}]}
            """
        #expect(try JSONDecoder().decode(Topology.self, from: Data(json.utf8)) == wanted)
    }

    @Test func isTheSameAfterWritingAndReading() throws {
        #expect(try JSONDecoder().decode(Topology.self, from: JSONEncoder().encode(wanted)) == wanted)
    }
}
