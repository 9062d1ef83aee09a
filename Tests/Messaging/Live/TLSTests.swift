import Foundation
import Messaging
import Observability
import TestSupport
import Testing

@Suite(.serialized) struct TLSTests {
    @Test func messagesPassOverTLS() async throws {
        try await withVirtualHost { host in
            try await host.declareQueue("q")
            try await Relay.with(to: host.configuration, certificateName: "localhost") { relay in
                let bodies = (0..<50).map { [UInt8](repeating: UInt8($0), count: $0 * 9_000) }
                try await withPublisher(relay.configuration) { publisher in
                    let messages = bodies.enumerated().map { host.message("\($0)", to: "q", body: $1) }
                    let outcomes = try await publisher.publish(messages)
                    #expect(outcomes.allSatisfy { $0 == .confirmed })
                }
                let seen = Seen()
                let consumer = Consumer.forTest(relay.configuration, "q") { batch in
                    seen.note(batch)
                    return acknowledgeAll(batch)
                }
                try await running(consumer) { try await eventually("delivered") { seen.count == 50 } }
                #expect(Set(seen.deliveries.map(\.body)) == Set(bodies))
            }
        }
    }

    @Test(arguments: ["other.test", "old:localhost"])
    func aCertificateOfAnotherNameAndOldVersionsAreRefused(_ name: String) async throws {
        try await withVirtualHost { host in
            try await Relay.with(to: host.configuration, certificateName: name) { relay in
                let error = await #expect(throws: AMQPError.self) { try await passiveCheck(configuration: relay.configuration) }
                #expect(error?.code == .tls)
            }
        }
    }

    @Test func anAuthorityThatIsNotTrustedIsRefused() async throws {
        try await withVirtualHost { host in
            try await Relay.with(to: host.configuration, certificateName: "localhost") { relay in
                var configuration = relay.configuration
                configuration.authorityFile = AMQPConfiguration(url: "amqps://h")?.authorityFile ?? ""
                let error = await #expect(throws: AMQPError.self) { try await passiveCheck(configuration: configuration) }
                #expect(error?.code == .tls)
                configuration.authorityFile = "/nowhere.pem"
                let missing = await #expect(throws: AMQPError.self) { try await passiveCheck(configuration: configuration) }
                #expect(missing?.code == .tls)
            }
        }
    }
}
