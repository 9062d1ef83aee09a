import Configuration
import Foundation
import Observability
import Outbound
import TestSupport

/// The mail servers of `Peers/smtp_peer.py`, started for one test.
struct SMTPPeer {
    struct Ports: Decodable {
        let plain, startTLS, smtps, closed: Int
        let authorities: String
    }

    /// A message a server took.
    struct Taken: Decodable {
        let from: String
        let to: [String]
        let connection: Int
        let encrypted: Bool
        let login, hello: String?
        let message: ParsedMessage
    }

    let peer: PythonPeer
    let ports: Ports
    let client: HTTPClient

    static func with<T>(trusting: Bool = true, _ body: (SMTPPeer) async throws -> T) async throws -> T {
        try await PythonPeer.with(peerScript("smtp_peer.py")) { peer in
            let ports = try JSONDecoder().decode(Ports.self, from: Data(peer.greeting.utf8))
            var configuration = HTTPClientConfiguration()
            if trusting { configuration.authorities = ports.authorities }
            let client = HTTPClient(configuration: configuration, logger: .silent, metrics: Metrics())
            return try await body(SMTPPeer(peer: peer, ports: ports, client: client))
        }
    }

    func mailer(
        _ scheme: String = "smtp", port: Int, tls: SMTPConfiguration.TLS? = nil, username: String? = nil, password: String? = nil,
        deadline: Duration = .seconds(30), hello: String? = nil
    ) throws -> SMTPClient {
        var configuration = SMTPConfiguration(
            url: URL(string: "\(scheme)://127.0.0.1:\(port)")!, tls: tls, username: username, password: password.map(Secret.init)
        )
        configuration.deadline = deadline
        configuration.hello = hello
        return SMTPClient(configuration: configuration, client: client)
    }

    /// What the servers took since last asked.
    func taken() async throws -> [Taken] {
        try JSONDecoder().decode([Taken].self, from: Data(await peer.ask(#"{"do":"messages"}"#).utf8))
    }

    /// How many messages a server has read and not yet answered.
    func pending() async throws -> Int? {
        Int(try await peer.ask(#"{"do":"pending"}"#))
    }

    /// The error that sending a message to `recipient` meets; nil when it is taken.
    func failure(_ mailer: SMTPClient, to recipient: String = "somebody@example.org") async throws -> SMTPError? {
        do {
            try await mailer.send(.simple(to: recipient))
            return nil
        } catch let error as SMTPError {
            return error
        }
    }
}

extension EmailMessage {
    static func simple(to recipient: String = "somebody@example.org", text: String = "Hello\n") throws -> EmailMessage {
        EmailMessage(
            from: try EmailAddress("workshop@example.com", name: "Workshop"), to: [try EmailAddress(recipient)],
            subject: "Your car", text: text, messageID: "1@example.com", date: Date(timeIntervalSince1970: 1_700_000_000)
        )
    }
}
