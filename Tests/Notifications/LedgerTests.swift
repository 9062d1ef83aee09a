import Contracts
import Foundation
import TestSupport
import Testing

@testable import Notifications

@Suite struct LedgerTests {
    private func withNotifications(
        smtp: String, _ body: (TestService<NotificationsService>, String) async throws -> Void
    ) async throws {
        let all = [
            "PITCREW_SMTP_URL": smtp, "PITCREW_MAIL_FROM": "Pitcrew <service@pitcrew.example>", "PITCREW_MAIL_RETRY_BASE": "20ms",
            "PITCREW_CODE_SECRET": String(repeating: "c", count: 32),
            "PITCREW_MAIL_ATTEMPTS": "50",
        ]
        try await withService(NotificationsService.self, settings: all) { service in
            try await body(service, try service.token(scopes: ["customers"]))
        }
    }

    private func booked(_ id: UUID = UUID(), version: Int64 = 1, days: Double = 10) -> AppointmentState {
        var state = AppointmentState.example
        state.id = id
        state.version = version
        state.status = .booked
        state.channel = .web
        state.start = Date(timeIntervalSince1970: (Date().timeIntervalSince1970 + days * 86_400).rounded())
        return state
    }

    private func ledger(_ service: TestService<NotificationsService>, _ id: UUID, _ token: String) async throws -> [LedgerEntry] {
        try await service.get("/v1/messages?appointmentId=\(id.text)", token: token).decoded(MessagesPage.self).items
    }

    @Test func eachMessageLeavesOnceHoweverOftenItsCauseComes() async throws {
        try await Mailbox.with { mailbox in
            try await withNotifications(smtp: mailbox.url) { service, token in
                let state = booked()
                let cause = UUID()
                for _ in 0..<3 { try await service.publish(.appointmentCreated, subject: state.id, payload: state, id: cause) }
                try await service.publish(.appointmentCreated, subject: state.id, payload: state)
                let sent = try await service.tap.awaitEvent(.notificationSent, as: NotificationState.self)
                #expect(sent.purpose == .confirmation)
                let moved = booked(state.id, version: 2, days: 12)
                try await service.publish(.appointmentUpdated, subject: state.id, version: 2, payload: moved)
                _ = try await service.tap.awaitEvent(.notificationSent, as: NotificationState.self) { $0.purpose == .change }
                #expect(try mailbox.mails().count == 2)
                let entries = try await ledger(service, state.id, token)
                #expect(entries.filter { $0.status == .sent }.count == 2)
                #expect(entries.filter { $0.purpose == .reminder && $0.status == .cancelled }.count == 1)
                #expect(entries.filter { $0.purpose == .reminder && $0.status == .scheduled }.map(\.dueAt) == [moved.start - 86_400])
            }
        }
    }

    @Test func aMailServerThatSaysLaterGetsTheMessageLater() async throws {
        try await Mailbox.with { mailbox in
            try mailbox.answer("451 4.3.0 try later")
            try await withNotifications(smtp: mailbox.url) { service, token in
                let state = booked()
                try await service.publish(.appointmentCreated, subject: state.id, payload: state)
                try await eventually("it was tried twice") {
                    try await ledger(service, state.id, token).contains { $0.attempts >= 2 && $0.error?.contains("451") == true }
                }
                try mailbox.answer(nil)
                _ = try await service.tap.awaitEvent(.notificationSent, as: NotificationState.self, within: .seconds(30))
                #expect(try mailbox.mails().count == 1)
            }
        }
    }

    @Test func aRefusedAddressFailsAtOnce() async throws {
        try await Mailbox.with { mailbox in
            try mailbox.answer("550 5.1.1 unknown")
            try await withNotifications(smtp: mailbox.url) { service, token in
                let state = booked()
                try await service.publish(.appointmentCreated, subject: state.id, payload: state)
                let failed = try await service.tap.awaitEvent(.notificationFailed, as: NotificationState.self)
                #expect(failed.error?.contains("550") == true)
                #expect(try await ledger(service, state.id, token).first { $0.purpose == .confirmation }?.attempts == 1)
            }
        }
    }

    @Test func aReminderInHandWhenItsAppointmentIsCalledOffIsNotSentAgain() async throws {
        try await Mailbox.with { mailbox in
            try await withNotifications(smtp: mailbox.url) { service, token in
                let state = booked()
                try await service.publish(.appointmentCreated, subject: state.id, payload: state)
                _ = try await service.tap.awaitEvent(.notificationSent, as: NotificationState.self) { $0.purpose == .confirmation }
                // As its sender has left it who died.
                try await service.database.execute("""
                    UPDATE messages SET status = 'sending', due_at = now() - interval '1 minute', leased_until = now() + interval '1 hour'
                    WHERE purpose = 'reminder'
                    """)
                var cancelled = booked(state.id, version: 2)
                (cancelled.status, cancelled.start) = (.cancelled, state.start)
                try await service.publish(.appointmentCancelled, subject: state.id, version: 2, payload: cancelled)
                _ = try await service.tap.awaitEvent(.notificationSent, as: NotificationState.self) { $0.purpose == .cancellation }
                try await service.database.execute("UPDATE messages SET leased_until = now() WHERE purpose = 'reminder'")
                try await eventually("the reminder is settled") {
                    try await ledger(service, state.id, token).first { $0.purpose == .reminder }?.settledAt != nil
                }
                let reminder = try #require(try await ledger(service, state.id, token).first { $0.purpose == .reminder })
                #expect(reminder.status == .cancelled)
                // It may have left: the ledger must not say that it was never tried.
                #expect(reminder.attempts == 1 && reminder.error == "what came of a try was not noted")
                #expect(try mailbox.mails().count == 2)
            }
        }
    }

    @Test func whatWaitsToBeSentHoldsTheLatestLink() async throws {
        try await withNotifications(smtp: "smtp://127.0.0.1:1") { service, _ in
            let state = booked()
            try await service.publish(.appointmentCreated, subject: state.id, payload: state)
            var edited = booked(state.id, version: 2)
            (edited.start, edited.manageUrl) = (state.start, "https://pitcrew.test/appointment#another")
            try await service.publish(.appointmentUpdated, subject: state.id, version: 2, payload: edited)
            try await eventually("the reminder holds the new link") {
                let row = try await service.database.query("SELECT appointment FROM messages WHERE purpose = 'reminder'").first
                return try row?.json("appointment", as: AppointmentState.self).manageUrl == edited.manageUrl
            }
        }
    }

    @Test func aConfirmationThatHasToWaitIsNotSentAfterAMove() async throws {
        try await Mailbox.with { mailbox in
            try mailbox.answer("451 4.3.0 try later")
            try await withNotifications(smtp: mailbox.url) { service, token in
                let state = booked()
                try await service.publish(.appointmentCreated, subject: state.id, payload: state)
                try await eventually("it was tried") { try await ledger(service, state.id, token).contains { $0.attempts >= 1 } }
                try await service.publish(.appointmentUpdated, subject: state.id, version: 2, payload: booked(state.id, version: 2, days: 12))
                try await eventually("the confirmation is overtaken") {
                    try await ledger(service, state.id, token).first { $0.purpose == .confirmation }?.status == .cancelled
                }
                try mailbox.answer(nil)
                let sent = try await service.tap.awaitEvent(.notificationSent, as: NotificationState.self, within: .seconds(30))
                #expect(sent.purpose == .change)
            }
        }
    }

    @Test func whoseLeaseIsOverSettlesNothing() async throws {
        try await withNotifications(smtp: "smtp://127.0.0.1:1") { service, _ in
            let state = booked()
            try await service.publish(.appointmentCreated, subject: state.id, payload: state)
            let row = try await eventually("the reminder is planned") {
                try await service.database.query("SELECT id, version FROM messages WHERE purpose = 'reminder'").first
            }
            let late = LedgerStore.Due(
                id: try row.get("id"), version: try row.get("version", as: Int64.self) - 1, purpose: .reminder, appointment: state,
                attempts: 0, traceparent: nil
            )
            try await service.database.execute("UPDATE messages SET status = 'sending' WHERE purpose = 'reminder'")
            let isSettled = try await service.database.withTransaction { transaction in
                try await LedgerStore.settle(late, as: .sent("250 ok"), template: nil, at: Date(), in: transaction)
            }
            #expect(!isSettled)
        }
    }

    @Test func aMessageThatCannotBeSettledLeavesTheOthersOfItsBatchAlone() async throws {
        try await Mailbox.with { mailbox in
            try mailbox.answer("hold")
            try await withNotifications(smtp: mailbox.url) { service, token in
                var (bad, good) = (booked(), booked())
                bad.customer.email = "nobody"
                good.customer.id = UUID()
                try await service.database.execute("CREATE SEQUENCE refused")
                try await service.database.execute("""
                    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
                    $$ BEGIN PERFORM nextval('refused'); RAISE EXCEPTION 'not now'; END $$
                    """)
                try await service.database.execute("""
                    CREATE TRIGGER refuse BEFORE UPDATE ON messages FOR EACH ROW WHEN (NEW.status = 'failed') EXECUTE FUNCTION refuse()
                    """)
                let both = [bad, good]
                // Both become due in one transaction, so that one lease takes both.
                try await service.database.withTransaction { transaction in
                    for state in both {
                        _ = try await LedgerStore.follow(state, in: transaction)
                        let entry = MessagePlan.Entry(purpose: .confirmation, recurrence: 0, due: Date())
                        try await LedgerStore.add(entry, of: state, traceparent: nil, at: Date(), in: transaction)
                    }
                }
                try await eventually("the bad one could not be settled") {
                    try await service.database.query("SELECT is_called FROM refused").first?.get("is_called") == true
                }
                try mailbox.answer(nil)
                let sent = try await service.tap.awaitEvent(.notificationSent, as: NotificationState.self)
                #expect(sent.appointmentId == good.id)
                #expect(try await ledger(service, good.id, token).map(\.attempts) == [1])
            }
        }
    }

    @Test func theLedgerIsReadFromTheLatestOn() async throws {
        try await withNotifications(smtp: "smtp://127.0.0.1:1") { service, token in
            let customer = UUID()
            let begin = Date(timeIntervalSince1970: 1_772_000_000)
            // Ids are hashes: what comes later has any place among them.
            var ids: [UUID] = []
            for number in 0..<5 {
                var state = booked()
                state.customer.id = customer
                let entry = MessagePlan.Entry(purpose: .reminder, recurrence: 1, due: state.start)
                let at = begin + Double(number)
                let written = state
                try await service.database.withTransaction { transaction in
                    _ = try await LedgerStore.follow(written, in: transaction)
                    try await LedgerStore.add(entry, of: written, traceparent: nil, at: at, in: transaction)
                }
                ids.append(MessageIdentity.id(appointment: state.id, entry))
            }
            var read: [UUID] = []
            var path: String? = "/v1/messages?customerId=\(customer.text)&limit=2"
            while let next = path {
                let page = try await service.get(next, token: token).decoded(MessagesPage.self)
                read += page.items.map(\.id)
                path = page.nextCursor.map { "/v1/messages?customerId=\(customer.text)&limit=2&cursor=\($0.text)" }
            }
            #expect(read == ids.reversed())
        }
    }
}
