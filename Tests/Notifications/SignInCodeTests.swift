import Contracts
import Cryptography
import Foundation
import ServiceKit
import TestSupport
import Testing

@testable import Notifications

@Suite(.timeLimit(.minutes(2))) struct SignInCodeTests {
    private static let secret = String(repeating: "c", count: 32)
    private static let number = "+4917612345678"

    private func withNotifications(
        _ settings: [String: String], _ body: (TestService<NotificationsService>) async throws -> Void
    ) async throws {
        let own = [
            "PITCREW_SMTP_URL": "smtp://127.0.0.1:1", "PITCREW_MAIL_FROM": "Pitcrew <service@pitcrew.example>", "PITCREW_CODE_SECRET": Self.secret,
        ]
        try await withService(NotificationsService.self, settings: own.merging(settings) { $1 }, body)
    }

    /// Somebody asks for the code 012345.
    @discardableResult private func ask(
        _ service: TestService<NotificationsService>, _ channel: SignInCodeRequested.Channel = .sms, to address: String = number,
        locale: String = "en", id: UUID = UUID()
    ) async throws -> UUID {
        let key = try AEAD.Key(secret: Self.secret, purpose: SignInCodeRequested.sealingPurpose)
        let sealed = Base64URL.encode(try AEAD.seal(Array("012345".utf8), key: key, associatedData: Array(id.text.utf8)))
        let request = SignInCodeRequested(
            id: id, channel: channel, address: address, locale: locale, sealedCode: sealed, expiresAt: service.context.clock.now() + 600
        )
        try await service.publish(.signInCodeRequested, subject: id, payload: request)
        return id
    }

    private struct Outcome: Equatable {
        let status: String
        let attempts: Int
        let error: String?
    }

    /// What came of it, once that is settled; nothing personal is left then.
    private func outcome(_ id: UUID, _ service: TestService<NotificationsService>) async throws -> Outcome {
        let row = try await eventually("the code is settled") {
            try await service.database.query("SELECT * FROM sign_in_codes WHERE id = \(id) AND settled_at IS NOT NULL").first
        }
        #expect(try row.getIfPresent("address", as: String.self) == nil && row.getIfPresent("sealed", as: String.self) == nil)
        return Outcome(status: try row.get("status"), attempts: try row.get("attempts"), error: try row.getIfPresent("error"))
    }

    @Test func aCodeGoesToANumberOnceHoweverOftenItsCauseComes() async throws {
        try await SMSCatcher.with { catcher in
            try await withNotifications(catcher.settings()) { service in
                let id = try await ask(service, locale: "ar")
                #expect(try await outcome(id, service) == Outcome(status: "sent", attempts: 1, error: nil))
                try await ask(service, locale: "ar", id: id)
                let other = try await ask(service)
                _ = try await outcome(other, service)
                let messages = try catcher.messages()
                #expect(messages.map(\.to) == [Self.number, Self.number] && messages.map(\.from) == ["+4930555000", "+4930555000"])
                #expect(try messages.first?.body == Written.code("012345", locale: "ar", host: "pitcrew.test").text)
                let receipt = try await service.database.query("SELECT receipt FROM sign_in_codes WHERE id = \(id)").first
                #expect(try receipt?.get("receipt") == messages.first?.sid)
            }
        }
    }

    @Test func aMessagingServiceMaySendInsteadOfANumber() async throws {
        let sender = "MG" + String(repeating: "0", count: 32)
        try await SMSCatcher.with { catcher in
            try await withNotifications(catcher.settings(from: sender)) { service in
                _ = try await outcome(try await ask(service), service)
                #expect(try catcher.messages().map(\.from) == [sender])
            }
        }
    }

    @Test(arguments: [429, 500, 503]) func aProviderThatSaysLaterGetsTheCodeLater(status: Int) async throws {
        try await SMSCatcher.with { catcher in
            try catcher.misbehave(#"{"status": \#(status), "code": 20429, "times": 1}"#)
            try await withNotifications(catcher.settings()) { service in
                let id = try await ask(service)
                #expect(try await outcome(id, service) == Outcome(status: "sent", attempts: 2, error: nil))
                #expect(try catcher.messages().count == 1)
            }
        }
    }

    @Test func whatIsNotSentInTenMinutesIsNotSentAtAll() async throws {
        try await SMSCatcher.with { catcher in
            try catcher.misbehave(#"{"status": 429, "code": 20429, "retryAfter": 900}"#)
            try await withNotifications(catcher.settings()) { service in
                let outcome = try await outcome(try await ask(service), service)
                #expect(outcome == Outcome(status: "failed", attempts: 1, error: "the provider answered 429 (20429)"))
            }
        }
    }

    @Test func aRefusedNumberIsGivenUpAtOnce() async throws {
        try await SMSCatcher.with { catcher in
            try await withNotifications(catcher.settings()) { service in
                let outcome = try await outcome(try await ask(service, to: "+0"), service)
                #expect(outcome == Outcome(status: "failed", attempts: 1, error: "the provider answered 400 (21211)"))
                #expect(try catcher.messages().isEmpty)
            }
        }
    }

    @Test func whatMayHaveBeenSentIsNotSentAgain() async throws {
        try await SMSCatcher.with { catcher in
            try catcher.misbehave(#"{"drop": true, "times": 1}"#)
            try await withNotifications(catcher.settings()) { service in
                let outcome = try await outcome(try await ask(service), service)
                #expect(outcome.status == "failed" && outcome.attempts == 1 && outcome.error?.contains("is not known") == true)
                _ = try await self.outcome(try await ask(service), service)
                #expect(try catcher.messages().count == 2, "the first was taken, and only once")
            }
        }
    }

    @Test func whatASenderWhoDiedHadInHandIsNotSentAgain() async throws {
        try await SMSCatcher.with { catcher in
            try await withNotifications(catcher.settings()) { service in
                let id = UUID()
                try await service.database.execute("""
                    INSERT INTO sign_in_codes (id, channel, address, locale, sealed, due_at, expires_at, leased_until, attempts, created_at)
                    VALUES (\(id), 'sms', \(Self.number), 'en', 'x', now() - interval '1 minute', now() + interval '9 minutes',
                            now() - interval '1 second', 1, now() - interval '1 minute')
                    """)
                let outcome = try await outcome(id, service)
                #expect(outcome == Outcome(status: "failed", attempts: 1, error: "what came of a try was not noted"))
                #expect(try catcher.messages().isEmpty)
            }
        }
    }

    @Test func withoutAProviderACodeIsGivenUpAndTheReasonTold() async throws {
        try await withNotifications([:]) { service in
            let outcome = try await outcome(try await ask(service), service)
            #expect(outcome.status == "failed" && outcome.error == "no provider of text messages is set (PITCREW_SMS_URL)")
            let counted = #"pitcrew_sign_in_codes_total{channel="sms",outcome="unconfigured"} 1"#
            #expect(try await service.get("/metrics").text.contains(counted))
        }
    }

    @Test func aMailIsStillAMail() async throws {
        try await Mailbox.with { mailbox in
            try await withNotifications(["PITCREW_SMTP_URL": mailbox.url]) { service in
                let outcome = try await outcome(try await ask(service, .email, to: "ada@customer.example"), service)
                #expect(outcome == Outcome(status: "sent", attempts: 1, error: nil))
                #expect(try mailbox.mails().count == 1)
            }
        }
    }
}
