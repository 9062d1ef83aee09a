import Contracts
import Foundation
import TestSupport
import Testing

@testable import Notifications

/// What tests of deciding have at hand: a service whose clock stands still, a mailbox, and who Ada is.
struct ContactDesk: Sendable {
    let service: TestService<NotificationsService>
    let mailbox: Mailbox
    let clock: ManualClock
    let ada = AppointmentState.example.customer.id

    /// A Friday noon in Berlin, three in the afternoon in Dubai.
    static let noon = "2026-03-20T11:00:00Z"

    static func with(at time: String = noon, _ more: [String: String] = [:], _ body: (ContactDesk) async throws -> Void) async throws {
        let clock = ManualClock(time)
        try await Mailbox.with { mailbox in
            let settings = [
                "PITCREW_SMTP_URL": mailbox.url, "PITCREW_MAIL_FROM": "Pitcrew <service@pitcrew.example>", "PITCREW_MAIL_RETRY_BASE": "20ms",
                "PITCREW_CODE_SECRET": String(repeating: "c", count: 32),
            ]
            try await withService(NotificationsService.self, settings: settings.merging(more) { $1 }, clock: clock) { service in
                try await body(ContactDesk(service: service, mailbox: mailbox, clock: clock))
            }
        }
    }

    func token() throws -> String { try service.token(scopes: ["customers"]) }

    /// Books for Ada, days from now, and waits until that is planned: whoever moves the clock sooner has it planned later.
    func book(_ id: UUID = UUID(), version: Int64 = 1, days: Double = 10, _ type: EventType = .appointmentCreated) async throws -> AppointmentState {
        var state = AppointmentState.example
        (state.id, state.version, state.channel) = (id, version, .web)
        state.status = type == .appointmentCancelled ? .cancelled : .booked
        state.start = clock.now() + days * 86_400
        let event = UUID()
        try await service.publish(type, subject: id, version: version, payload: state, id: event)
        try await service.awaitHandled([event])
        return state
    }

    func say(
        _ isGiven: Bool, _ purpose: ContactPurpose = .reminder, version: Int64 = 1, at time: Date? = nil, event: UUID = UUID()
    ) async throws -> UUID {
        let state = ConsentState(
            id: ConsentState.id(of: ada, purpose, "email"), version: version, customerId: ada, purpose: purpose, channel: "email", isGiven: isGiven,
            source: "front_desk", wordingVersion: "2026-03", at: time ?? clock.now()
        )
        try await service.publish(.consentChanged, subject: state.id, version: version, payload: state, id: event)
        try await service.awaitHandled([event])
        return event
    }

    /// The appointment's message, once it is as wanted.
    func message(
        _ purpose: MessageKind, of appointment: UUID, where isWanted: @Sendable (LedgerEntry) -> Bool
    ) async throws -> LedgerEntry {
        try await eventually("the \(purpose.rawValue) is as wanted") {
            try await service.get("/v1/messages?appointmentId=\(appointment.text)", token: token()).decoded(MessagesPage.self).items
                .first { $0.purpose == purpose && isWanted($0) }
        }
    }

    func decisions(_ more: String = "", of customer: UUID? = nil) async throws -> [DecisionEntry] {
        try await service.get("/v1/contact-decisions?customerId=\((customer ?? ada).text)\(more)", token: token())
            .decoded(ContactDecisionsPage.self).items
    }

    func preferences() async throws -> ContactPreferencesView {
        try await service.get("/v1/contact-preferences/\(ada.text)", token: token()).decoded(ContactPreferencesView.self)
    }

    func put(_ preferences: ContactPreferences) async throws {
        let answer = try await service.send(.put, "/v1/contact-preferences/\(ada.text)", body: preferences, token: token())
        #expect(answer.status == 200, "\(answer.json)")
    }
}
