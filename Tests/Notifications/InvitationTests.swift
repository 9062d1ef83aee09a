import Contracts
import Foundation
import TestSupport
import Testing

@testable import Notifications

@Suite struct InvitationTests {
    /// A mail as Python's email package reads it, with its invitation as `icalendar` does.
    private struct Mail: Decodable {
        struct Invitation: Decodable {
            let methodOfPart, charset, method, uid, status, organizer, attendee, start: String
            let sequence: Int
            let isAttached: Bool
            let errors: [String]
        }

        let subject, type, from, to: String
        let parts, defects: [String]
        let invitation: Invitation?
    }

    private static func read(_ mailbox: Mailbox) async throws -> [Mail] {
        let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Calendar/Peers/invitation_peer.py").path
        return try await PythonPeer.with(script) { peer in
            var mails: [Mail] = []
            for name in try mailbox.mails() {
                let answer = try await peer.ask(mailbox.folder.appending(path: name).path)
                mails.append(try JSONDecoder().decode(Mail.self, from: Data(answer.utf8)))
            }
            return mails.sorted { ($0.invitation?.sequence ?? 0, $0.subject) < ($1.invitation?.sequence ?? 0, $1.subject) }
        }
    }

    private static func state(_ version: Int64, in days: Double, _ status: AppointmentStatus) -> AppointmentState {
        var state = AppointmentState.example
        (state.version, state.status, state.channel, state.customer.locale) = (version, status, .web, "en")
        state.start = Date(timeIntervalSince1970: ((Date().timeIntervalSince1970 + days * 86_400) / 60).rounded() * 60)
        state.end = state.start.addingTimeInterval(3_600)
        state.cancellation = status == .cancelled ? state.cancellation : nil
        return state
    }

    /// Whichever of the two is heard first.
    @Test(arguments: [true, false]) func ofAGrantedRequestOneLetterTellsWithTheInvitation(changeFirst: Bool) async throws {
        try await Mailbox.with { mailbox in
            let settings = [
                "PITCREW_SMTP_URL": mailbox.url, "PITCREW_MAIL_FROM": "Pitcrew <service@pitcrew.example>",
                "PITCREW_CODE_SECRET": String(repeating: "c", count: 32),
            ]
            try await withService(NotificationsService.self, settings: settings) { service in
                let first = Self.state(1, in: 10, .booked)
                try await service.publish(.appointmentCreated, subject: first.id, version: 1, payload: first)
                _ = try await service.tap.awaitEvent(.notificationSent, as: NotificationState.self) { $0.purpose == .confirmation }
                var request = ExceptionState.example
                (request.status, request.customer.locale) = (.approved, "en")
                request.decision?.at = Date()
                var moved = Self.state(2, in: 12, .booked)
                moved.granted = request.id
                request.appointment = moved
                for tellsChange in [changeFirst, !changeFirst] {
                    if tellsChange {
                        try await service.publish(.appointmentUpdated, subject: moved.id, version: 2, payload: moved)
                    } else {
                        try await service.publish(.exceptionDecided, subject: request.id, version: 2, payload: request)
                    }
                }
                // What is called off without a request has its own letter, which comes after all others.
                let last = Self.state(3, in: 12, .cancelled)
                try await eventually("both are heard") {
                    try await service.database.query("SELECT count(*) AS n FROM inbox").first?.get("n", as: Int.self) == 3
                }
                try await service.publish(.appointmentCancelled, subject: last.id, version: 3, payload: last)
                _ = try await service.tap.awaitEvent(.notificationSent, as: NotificationState.self) { $0.purpose == .cancellation }
                try await eventually("the decision is mailed") { try mailbox.mails().count >= 3 }
                let mails = try await Self.read(mailbox)
                #expect(mails.count == 3 && mails.map { $0.invitation?.sequence } == [1, 2, 3])
                let decision = try #require(mails.first { $0.invitation?.sequence == 2 })
                #expect(decision.subject.hasPrefix("Your request is granted") && decision.invitation?.method == "REQUEST")
                #expect(decision.parts == ["text/plain", "text/html", "text/calendar"])
            }
        }
    }

    @Test func mailsInviteMoveAndWithdraw() async throws {
        try await Mailbox.with { mailbox in
            let settings = [
                "PITCREW_SMTP_URL": mailbox.url, "PITCREW_MAIL_FROM": "Pitcrew <service@pitcrew.example>",
                "PITCREW_CODE_SECRET": String(repeating: "c", count: 32),
            ]
            try await withService(NotificationsService.self, settings: settings) { service in
                let steps: [(EventType, AppointmentState, NotificationState.Purpose)] = [
                    (.appointmentCreated, Self.state(1, in: 10, .booked), .confirmation),
                    (.appointmentUpdated, Self.state(2, in: 12, .booked), .change),
                    (.appointmentCancelled, Self.state(3, in: 12, .cancelled), .cancellation),
                ]
                for (event, state, purpose) in steps {
                    try await service.publish(event, subject: state.id, version: state.version, payload: state)
                    _ = try await service.tap.awaitEvent(.notificationSent, as: NotificationState.self) { $0.purpose == purpose }
                }
                let mails = try await Self.read(mailbox)
                #expect(mails.allSatisfy { $0.defects.isEmpty && $0.type == "multipart/alternative" })
                // Mail programs show the last form they know.
                #expect(mails.allSatisfy { $0.parts == ["text/plain", "text/html", "text/calendar"] })
                let invitations = mails.compactMap(\.invitation)
                #expect(invitations.map(\.method) == ["REQUEST", "REQUEST", "CANCEL"])
                #expect(invitations.map(\.methodOfPart) == invitations.map(\.method), "or Outlook and Gmail show an attachment")
                #expect(invitations.map(\.sequence) == [1, 2, 3] && Set(invitations.map(\.uid)).count == 1)
                #expect(invitations.map(\.status) == ["CONFIRMED", "CONFIRMED", "CANCELLED"])
                #expect(invitations.allSatisfy { $0.charset == "utf-8" && !$0.isAttached && $0.errors.isEmpty })
                #expect(zip(mails, invitations).allSatisfy { $1.organizer == "mailto:\($0.from)" && $1.attendee == "mailto:\($0.to)" })
                #expect(invitations[0].start != invitations[1].start)
            }
        }
    }

    @Test func aReminderInvitesNobodyAgain() async throws {
        try await Mailbox.with { mailbox in
            let settings = [
                "PITCREW_SMTP_URL": mailbox.url, "PITCREW_MAIL_FROM": "Pitcrew <service@pitcrew.example>",
                "PITCREW_CODE_SECRET": String(repeating: "c", count: 32), "PITCREW_REMINDER_LEAD": "23h",
            ]
            try await withService(NotificationsService.self, settings: settings) { service in
                let state = Self.state(1, in: 1, .booked)
                try await service.publish(.appointmentCreated, subject: state.id, payload: state)
                _ = try await service.tap.awaitEvent(.notificationSent, as: NotificationState.self) { $0.purpose == .confirmation }
                try await service.database.execute("UPDATE messages SET due_at = now() - interval '1 second' WHERE purpose = 'reminder'")
                _ = try await service.tap.awaitEvent(.notificationSent, as: NotificationState.self, within: .seconds(30)) { $0.purpose == .reminder }
                let reminder = try await Self.read(mailbox).first { $0.subject.hasPrefix("Reminder") }
                #expect(reminder?.parts == ["text/plain", "text/html"] && reminder?.invitation == nil)
            }
        }
    }
}
