import Foundation
import Outbound
import Testing

@Suite struct SMTPClientTests {
    @Test func deliversAMessage() async throws {
        try await SMTPPeer.with { peer async throws in
            let receipt = try await peer.mailer(port: peer.ports.plain, hello: "pitcrew.example").send(.simple())
            #expect(receipt.code == 250)
            #expect(receipt.text == "Ok: queued as ABC123")
            let taken = try #require(await peer.taken().first)
            #expect(taken.from == "workshop@example.com")
            #expect(taken.to == ["somebody@example.org"])
            #expect(taken.hello == "pitcrew.example")
            #expect(taken.message.subject == "Your car")
            #expect(taken.message.header("message-id") == "<1@example.com>")
            #expect(taken.message.text == "Hello\n")
        }
    }

    @Test func aDotEndsNoMessageEarly() async throws {
        let cases = [".", "..", ".hidden\n..two\n.", "a\n.\nb\n.\r\n.\rc", "end.", "\n\n.\n", String(repeating: ".", count: 3000)]
        try await SMTPPeer.with { peer async throws in
            for text in cases {
                try await peer.mailer(port: peer.ports.plain).send(.simple(text: text))
                let lines = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
                let received = try #require(await peer.taken().first).message.text
                #expect(received == lines || received == lines + "\n")
            }
        }
    }

    @Test func usesAConnectionAgain() async throws {
        try await SMTPPeer.with { peer async throws in
            let mailer = try peer.mailer(port: peer.ports.plain)
            for _ in 0..<10 { try await mailer.send(.simple()) }
            #expect(try await Set(peer.taken().map(\.connection)).count == 1)
        }
    }

    @Test func encryptsAndLogsIn() async throws {
        try await SMTPPeer.with { peer async throws in
            let mailer = try peer.mailer(port: peer.ports.startTLS, tls: .required, username: "user", password: "secret")
            try await mailer.send(.simple())
            let taken = try #require(await peer.taken().first)
            #expect(taken.encrypted)
            #expect(taken.login == "user")
        }
    }

    @Test func encryptsFromTheFirstByte() async throws {
        try await SMTPPeer.with { peer async throws in
            try await peer.mailer("smtps", port: peer.ports.smtps).send(.simple())
            #expect(try #require(await peer.taken().first).encrypted)
        }
    }

    @Test func encryptsWhereItIsOffered() async throws {
        try await SMTPPeer.with { peer async throws in
            try await peer.mailer(port: peer.ports.plain, tls: .opportunistic).send(.simple())
            #expect(try await !#require(peer.taken().first).encrypted)
            let mailer = try peer.mailer(port: peer.ports.startTLS, tls: .opportunistic, username: "user", password: "secret")
            try await mailer.send(.simple())
            #expect(try await #require(peer.taken().first).encrypted)
        }
    }

    @Test func sendsALargeMessage() async throws {
        try await SMTPPeer.with { peer async throws in
            var mail = try EmailMessage.simple()
            let content = [UInt8]((0..<400_000).map { UInt8(truncatingIfNeeded: $0 &* 31) })
            mail.attachments = [EmailAttachment(filename: "photo.jpg", contentType: "image/jpeg", content: content)]
            try await peer.mailer(port: peer.ports.plain).send(mail)
            let attachment = try #require(await peer.taken().first?.message.attachments.first)
            #expect(attachment.content == Data(content))
        }
    }

    @Test func reachesSeveralRecipientsOrNone() async throws {
        try await SMTPPeer.with { peer async throws in
            let mailer = try peer.mailer(port: peer.ports.plain)
            var mail = try EmailMessage.simple()
            mail.to = [try EmailAddress("a@example.org"), try EmailAddress("b@example.org")]
            try await mailer.send(mail)
            #expect(try await peer.taken().first?.to == ["a@example.org", "b@example.org"])
            mail.to.append(try EmailAddress("nobody@example.org"))
            await #expect(throws: SMTPError.self) { try await mailer.send(mail) }
            #expect(try await peer.taken().isEmpty)
        }
    }

    @Test func cancellingTheTaskBeforeItsTurnSendsNothing() async throws {
        try await SMTPPeer.with { peer async throws in
            let mailer = try peer.mailer(port: peer.ports.plain)
            let task = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                try await mailer.send(.simple())
            }
            await #expect(throws: CancellationError.self) { try await task.value }
            #expect(try await peer.taken().isEmpty)
        }
    }

    /// libcurl waits inside a call here; cancelling gets through to it within a second.
    @Test func cancellingTheTaskDoesNotWaitForTheServer() async throws {
        try await SMTPPeer.with { peer async throws in
            let mailer = try peer.mailer(port: peer.ports.plain, deadline: .seconds(60))
            let task = Task { try await peer.failure(mailer, to: "silent@example.org") }
            while try await peer.pending() == 0 { await Task.yield() }
            let start = ContinuousClock.now
            task.cancel()
            #expect(try await task.value?.kind == .ambiguous)
            #expect(start.duration(to: .now) < .seconds(12))
        }
    }

    @Test func aServerThatThinksHoldsUpNobodyElse() async throws {
        try await SMTPPeer.with { peer async throws in
            let mailer = try peer.mailer(port: peer.ports.plain, deadline: .seconds(60))
            let slow = Task { try await peer.failure(mailer, to: "silent@example.org") }
            while try await peer.pending() == 0 { await Task.yield() }
            let start = ContinuousClock.now
            for _ in 0..<5 { try await mailer.send(.simple()) }
            #expect(start.duration(to: .now) < .seconds(12))
            slow.cancel()
            _ = try await slow.value
        }
    }
}
