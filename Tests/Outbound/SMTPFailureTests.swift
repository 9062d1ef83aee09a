import Foundation
import Outbound
import Testing

@Suite struct SMTPFailureTests {
    struct Expectation: Sendable {
        let recipient: String
        let kind: SMTPError.Kind
        var code: Int?
        var enhanced: String?
        var isPermanent = false
        var deadline = Duration.seconds(30)
    }

    @Test func saysWhatTheServerDid() async throws {
        let cases = [
            Expectation(recipient: "nobody", kind: .rejected, code: 550, enhanced: "5.1.1", isPermanent: true),
            Expectation(recipient: "spam", kind: .rejected, code: 554, enhanced: "5.7.1", isPermanent: true),
            Expectation(recipient: "later", kind: .rejected, code: 451, enhanced: "4.7.1"),
            Expectation(recipient: "full", kind: .rejected, code: 452, enhanced: "4.2.2"),
            Expectation(recipient: "closing", kind: .session, code: 421, enhanced: "4.3.2"),
            Expectation(recipient: "early", kind: .connection),
            Expectation(recipient: "lost", kind: .ambiguous),
            Expectation(recipient: "silent", kind: .ambiguous, deadline: .seconds(5)),
        ]
        try await SMTPPeer.with { peer async throws in
            for expected in cases {
                let mailer = try peer.mailer(port: peer.ports.plain, deadline: expected.deadline)
                let error = try #require(await peer.failure(mailer, to: "\(expected.recipient)@example.org"))
                #expect(error.kind == expected.kind, "\(error)")
                #expect(error.code == expected.code)
                #expect(error.enhanced == expected.enhanced)
                #expect(error.isPermanent == expected.isPermanent)
                #expect(error.isAmbiguous == (expected.kind == .ambiguous))
                #expect(!error.description.contains("example.org"))
                // A refusal of one message says nothing about the next.
                let next = try await peer.failure(peer.mailer(port: peer.ports.plain, deadline: .seconds(30)))
                #expect(next == nil, "after \(expected.recipient)")
            }
        }
    }

    @Test func nobodyListens() async throws {
        try await SMTPPeer.with { peer async throws in
            let error = try #require(await peer.failure(peer.mailer(port: peer.ports.closed)))
            #expect(error.kind == .connection)
            #expect(error.isRetriable)
        }
    }

    @Test func wrongCredentialsAreNotTheMessagesFault() async throws {
        try await SMTPPeer.with { peer async throws in
            let mailer = try peer.mailer(port: peer.ports.startTLS, tls: .required, username: "user", password: "wrong")
            let error = try #require(await peer.failure(mailer))
            #expect(error.kind == .session)
            #expect(error.code == 535)
            #expect(!error.isPermanent)
        }
    }

    @Test func sendsNothingWithoutTheRequiredEncryption() async throws {
        try await SMTPPeer.with { peer async throws in
            let error = try #require(await peer.failure(peer.mailer(port: peer.ports.plain, tls: .required)))
            #expect(error.kind == .session)
            #expect(try await peer.taken().isEmpty)
        }
    }

    @Test func sendsNothingToAnUnknownAuthority() async throws {
        try await SMTPPeer.with(trusting: false) { peer async throws in
            let required = try peer.mailer(port: peer.ports.startTLS, tls: .required, username: "user", password: "secret")
            #expect(try await peer.failure(required)?.kind == .session)
            #expect(try await peer.failure(peer.mailer("smtps", port: peer.ports.smtps))?.kind == .session)
            #expect(try await peer.taken().isEmpty)
        }
    }

    @Test func speaksOnlyToMailServers() async throws {
        try await HTTPPeer.with { peer async throws in
            let url = try #require(URL(string: "smtp://127.0.0.1:\(peer.ports.http)"))
            var configuration = SMTPConfiguration(url: url)
            configuration.deadline = .seconds(1)
            let mailer = SMTPClient(configuration: configuration, client: peer.client)
            await #expect(throws: SMTPError.self) { try await mailer.send(.simple()) }
        }
    }
}
