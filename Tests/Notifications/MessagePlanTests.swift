import Contracts
import Foundation
import Testing

@testable import Notifications

@Suite struct MessagePlanTests {
    static let now = Timestamp.parse("2026-03-20T12:00:00Z") ?? Date()
    private let lead: Duration = .seconds(86_400)

    /// Booked for 30 March, ten days ahead.
    static func state(
        _ status: AppointmentStatus = .booked, version: Int64 = 1, days: Double = 10, channel: BookingChannel = .web
    ) -> AppointmentState {
        var state = AppointmentState.example
        state.status = status
        state.version = version
        state.channel = channel
        state.start = now + days * 86_400
        return state
    }

    private func plan(_ state: AppointmentState, known: MessagePlan.Known? = nil) -> MessagePlan {
        MessagePlan(state, known: known, lead: lead, now: Self.now)
    }

    @Test func aNewAppointmentIsConfirmedAndRemindedADayBefore() {
        let plan = plan(Self.state())
        #expect(plan.entries.map(\.purpose) == [.confirmation, .reminder])
        #expect(plan.entries.last?.due == Self.now + 9 * 86_400)
    }

    @Test func aMoveIsToldAndMovesTheReminder() {
        let plan = plan(Self.state(version: 2, days: 12), known: .init(status: .booked, start: Self.now + 10 * 86_400))
        #expect(plan.voidsReminders)
        #expect(plan.entries.map(\.purpose) == [.change, .reminder])
        #expect(plan.entries.last?.due == Self.now + 11 * 86_400)
    }

    @Test func ofWhatGrantsARequestItsOwnLetterTells() {
        var moved = Self.state(version: 2, days: 12)
        moved.granted = UUID()
        let plan = plan(moved, known: .init(status: .booked, start: Self.now + 10 * 86_400))
        #expect(plan.voidsReminders && plan.entries.map(\.purpose) == [.reminder])
        moved.status = .cancelled
        #expect(self.plan(moved, known: .init(status: .booked, start: moved.start)).entries.isEmpty)
    }

    @Test func anEditThatMovesNothingSaysNothing() {
        let plan = plan(Self.state(version: 2), known: .init(status: .booked, start: Self.now + 10 * 86_400))
        #expect(plan.entries.isEmpty)
        #expect(!plan.voidsReminders)
    }

    @Test func aChangeThatOvertakesItsCreationIsConfirmedOnce() {
        #expect(plan(Self.state(version: 2)).entries.map(\.purpose) == [.confirmation, .reminder])
    }

    @Test func anAppointmentWithinADayGetsNoLateReminder() {
        #expect(plan(Self.state(days: 0.5)).entries.map(\.purpose) == [.confirmation])
    }

    @Test func aCancellationVoidsTheReminder() {
        let plan = plan(Self.state(.cancelled, version: 2), known: .init(status: .booked, start: Self.now + 10 * 86_400))
        #expect(plan.voidsReminders)
        #expect(plan.entries.map(\.purpose) == [.cancellation])
    }

    @Test(arguments: [
        (AppointmentStatus.completed, BookingChannel.import, -30.0), (.booked, .web, -1.0), (.cancelled, .import, -3.0),
        (.booked, .import, 3.0),
    ])
    func historyAndThePastSayNothing(status: AppointmentStatus, channel: BookingChannel, days: Double) {
        #expect(plan(Self.state(status, days: days, channel: channel)).entries.isEmpty)
    }

    @Test func aFailureIsTriedAgainLaterEachTimeAndThenGivenUp() {
        func outcome(_ attempts: Int, permanent: Bool = false) -> SendOutcome {
            .failed("x", isPermanent: permanent, attempts: attempts, of: 4, base: .seconds(30), jitter: 0, now: Self.now)
        }
        #expect((1...4).map { outcome($0).next.map { $0.timeIntervalSince(Self.now) } } == [30, 60, 120, nil])
        #expect(outcome(1, permanent: true).status == .failed)
    }
}
