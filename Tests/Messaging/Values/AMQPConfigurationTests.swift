import Configuration
import Messaging
import Testing

@Suite struct AMQPConfigurationTests {
    @Test(arguments: [
        ("amqp://u:p@host:1234/%2F", "host", 1234, "/", "u", "p", false),
        ("amqp://host", "host", 5672, "/", "guest", "guest", false),
        ("amqp://host/", "host", 5672, "/", "guest", "guest", false),
        ("amqps://host/shop", "host", 5671, "shop", "guest", "guest", true),
        ("amqp://u%40x:p%2Fq@host/a%2Fb", "host", 5672, "a/b", "u@x", "p/q", false),
        ("AMQP://u:p@[::1]:5/v", "::1", 5, "v", "u", "p", false),
    ])
    func readsAddresses(
        url: String, host: String, port: Int, virtualHost: String, user: String, password: String, tls: Bool
    ) throws {
        let configuration = try #require(AMQPConfiguration(url: url))
        #expect(configuration.host == host && configuration.port == port && configuration.virtualHost == virtualHost)
        #expect(configuration.user == user && configuration.password.revealed == password && configuration.usesTLS == tls)
    }

    @Test(arguments: [
        "", "http://host", "amqp://", "amqp:///v", "amqp://host/a/b", "amqp://host/%00", "amqp://u%00v@host", "amqp://host:0",
        "amqp://host:70000",
        "amqp://host/" + String(repeating: "v", count: 256),
    ])
    func refusesWhatIsNoAddress(_ url: String) {
        #expect(AMQPConfiguration(url: url) == nil)
    }

    @Test func aPasswordOfItsOwnGoesFirst() throws {
        let settings = Settings(environment: ["PITCREW_AMQP_URL": "amqp://u:old@h/v", "PITCREW_AMQP_PASSWORD": "new"])
        #expect(try AMQPConfiguration(settings: settings).password.revealed == "new")
    }

    @Test func anErrorDoesNotShowTheAddress() {
        let settings = Settings(environment: ["PITCREW_AMQP_URL": "http://u:hunter2@h/v"])
        let error = #expect(throws: ConfigurationError.self) { try AMQPConfiguration(settings: settings) }
        #expect(error.map { !"\($0)".contains("hunter2") } == true)
    }

    @Test func printingDoesNotShowThePassword() throws {
        let configuration = try #require(AMQPConfiguration(url: "amqp://u:hunter2@h/v"))
        #expect(!"\(configuration)".contains("hunter2"))
    }
}
