import Configuration
import Foundation
import Messaging
import TestSupport
import Testing

@Suite(.serialized) struct PassiveCheckTests {
    private let exchange = Topology.Exchange("pitcrew.events", type: "topic")
    private let queue = Topology.Queue.quorum("pitcrew.booking")

    @Test func whatIsAsItShouldBePasses() async throws {
        try await withVirtualHost { host in
            try await host.declareExchange("pitcrew.events")
            try await host.declareQueue("pitcrew.booking")
            try await passiveCheck(exchanges: [exchange], queues: [queue], configuration: host.configuration)
        }
    }

    @Test func whatIsMissingIsNamedAndNotMade() async throws {
        try await withVirtualHost { host in
            for _ in 0..<2 {
                let error = await #expect(throws: AMQPError.self) {
                    try await passiveCheck(exchanges: [exchange], queues: [queue], configuration: host.configuration)
                }
                #expect(error?.code == .notFound)
                #expect(error?.text.contains("exchange pitcrew.events") == true)
            }
            try await host.declareExchange("pitcrew.events")
            let error = await #expect(throws: AMQPError.self) {
                try await passiveCheck(exchanges: [exchange], queues: [queue], configuration: host.configuration)
            }
            #expect(error?.code == .notFound && error?.text.contains("queue pitcrew.booking") == true)
        }
    }

    @Test func aQueueOfAnotherKindIsAMismatch() async throws {
        try await withVirtualHost { host in
            try await host.declareQueue("pitcrew.booking", arguments: [:])
            let error = await #expect(throws: AMQPError.self) {
                try await passiveCheck(queues: [queue], configuration: host.configuration)
            }
            #expect(error?.code == .mismatch && error?.isRetriable == false)
            #expect(error?.text.contains("x-queue-type") == true)
        }
    }

    @Test func anExchangeOfAnotherKindIsAMismatch() async throws {
        try await withVirtualHost { host in
            try await host.declareExchange("pitcrew.events", type: "fanout")
            let error = await #expect(throws: AMQPError.self) {
                try await passiveCheck(exchanges: [exchange], configuration: host.configuration)
            }
            #expect(error?.code == .mismatch)
        }
    }

    @Test func aWrongPasswordIsTold() async throws {
        try await withVirtualHost { host in
            var configuration = host.configuration
            configuration.password = Secret("wrong-password")
            let error = await #expect(throws: AMQPError.self) { try await passiveCheck(configuration: configuration) }
            #expect(error?.code == .authentication)
            #expect(error.map { !"\($0)".contains("wrong-password") } == true)
        }
    }

    @Test func aMissingVirtualHostIsTold() async throws {
        try await withVirtualHost { host in
            var configuration = host.configuration
            configuration.virtualHost = "not-there"
            let error = await #expect(throws: AMQPError.self) { try await passiveCheck(configuration: configuration) }
            #expect(error?.code == .authentication && error?.text.contains("not-there") == true)
        }
    }

    @Test func aBrokerThatIsAwayIsRetriable() async throws {
        let configuration = try #require(AMQPConfiguration(url: "amqp://127.0.0.1:1/"))
        let error = await #expect(throws: AMQPError.self) { try await passiveCheck(configuration: configuration) }
        #expect(error?.code == .unreachable && error?.isRetriable == true)
    }
}
