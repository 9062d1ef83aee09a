import Contracts
import Foundation
import ServiceKit
import TestSupport
import Testing

@testable import Notifications

@Suite(.timeLimit(.minutes(2))) struct SecurityNoticeTests {
    private func withNotifications(
        _ smtp: String, attempts: Int = 50, _ body: (TestService<NotificationsService>) async throws -> Void
    ) async throws {
        try await withService(NotificationsService.self, settings: [
            "PITCREW_SMTP_URL": smtp, "PITCREW_MAIL_FROM": "Pitcrew <service@pitcrew.example>", "PITCREW_MAIL_RETRY_BASE": "50ms",
            "PITCREW_CODE_SECRET": String(repeating: "c", count: 32), "PITCREW_MAIL_ATTEMPTS": String(attempts),
        ], body)
    }

    private func change(_ id: UUID = UUID()) -> AccountSecurityChange {
        var change = AccountSecurityChange.example
        change.id = id
        return change
    }

    /// How it was settled, after how many tries; nothing personal is left then.
    private func outcome(_ id: UUID, _ service: TestService<NotificationsService>) async throws -> String {
        let row = try await eventually("the notice is settled") {
            try await service.database.query("SELECT * FROM security_notices WHERE id = \(id) AND settled_at IS NOT NULL").first
        }
        #expect(try row.getIfPresent("change", as: String.self) == nil)
        return "\(try row.get("status", as: String.self)) \(try row.get("attempts", as: Int.self))"
    }

    @Test func aChangeIsMailedOnceHoweverOftenItIsDelivered() async throws {
        try await Mailbox.with { mailbox in
            try await withNotifications(mailbox.url) { service in
                let change = change()
                for _ in 0..<3 {
                    try await service.publish(.accountSecurityChanged, subject: change.id, payload: change)
                    #expect(try await outcome(change.id, service) == "sent 1")
                }
                // Handled in their order: what comes of the last says what came of those before.
                let other = self.change()
                try await service.publish(.accountSecurityChanged, subject: other.id, payload: other)
                #expect(try await outcome(other.id, service) == "sent 1")
                #expect(try mailbox.mails().count == 2)
                let mails = try mailbox.mails().map { try String(contentsOf: mailbox.folder.appendingPathComponent($0), encoding: .utf8) }
                #expect(mails.allSatisfy { $0.contains("ada@customer.example") && $0.contains("Auto-Submitted: auto-generated") })
                #expect(mails.contains { $0.contains("Message-ID: <\(change.id.text)@pitcrew.example>") })
                #expect(try await service.get("/metrics").text.contains(#"pitcrew_security_notices_total{outcome="sent"} 2"#))
            }
        }
    }

    @Test func whatTheServerPutsOffIsTriedAgainAndWhatItRefusesGivenUp() async throws {
        try await Mailbox.with { mailbox in
            try await withNotifications(mailbox.url) { service in
                try mailbox.answer("451 4.3.0 later")
                let late = change()
                try await service.publish(.accountSecurityChanged, subject: late.id, payload: late)
                try await eventually("a try has failed") {
                    try await !service.database.query("SELECT 1 FROM security_notices WHERE id = \(late.id) AND error IS NOT NULL").isEmpty
                }
                try mailbox.answer(nil)
                #expect(try await outcome(late.id, service).hasPrefix("sent "))
                try mailbox.answer("550 5.1.1 unknown")
                let refused = change()
                try await service.publish(.accountSecurityChanged, subject: refused.id, payload: refused)
                #expect(try await outcome(refused.id, service) == "failed 1")
                #expect(try mailbox.mails().count == 1)
            }
        }
    }

    @Test func whatNobodyTakesIsGivenUpInTheEndAndForgottenAMonthLater() async throws {
        try await withNotifications("smtp://127.0.0.1:1", attempts: 4) { service in
            let change = change()
            try await service.publish(.accountSecurityChanged, subject: change.id, payload: change)
            #expect(try await outcome(change.id, service) == "failed 4")
            for (days, left) in [(29.0, 1), (31.0, 0)] {
                let later = Date() + days * 86_400
                _ = try await service.database.withTransaction { try await SecurityMessages.store.forget(limit: 10, at: later, in: $0) }
                #expect(try await service.database.query("SELECT 1 FROM security_notices").count == left)
            }
        }
    }

    @Test func whatASenderWhoDiedHadInHandIsSentByAnother() async throws {
        try await Mailbox.with { mailbox in
            try await withNotifications(mailbox.url) { service in
                let change = change()
                try await service.database.execute("""
                    INSERT INTO security_notices (id, change, due_at, leased_until, attempts, created_at)
                    VALUES (\(change.id), \(json: change), now() - interval '2 minutes', now() - interval '1 second', 1, now())
                    """)
                #expect(try await outcome(change.id, service) == "sent 2")
                #expect(try mailbox.mails().count == 1)
            }
        }
    }

    @Test func whatCannotBeReadIsGivenUpAndHoldsUpNoOther() async throws {
        try await Mailbox.with { mailbox in
            try await withNotifications(mailbox.url) { service in
                let (id, other) = (UUID(), change())
                // Both are taken in one batch, the one that cannot be read first.
                try await service.database.execute("""
                    INSERT INTO security_notices (id, change, due_at, created_at)
                    VALUES (\(id), '{"change": "other"}', now() - interval '1 minute', now()), (\(other.id), \(json: other), now(), now())
                    """)
                #expect(try await outcome(id, service) == "failed 1")
                #expect(try await outcome(other.id, service) == "sent 1")
                #expect(try mailbox.mails().count == 1)
            }
        }
    }
}
