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
}
