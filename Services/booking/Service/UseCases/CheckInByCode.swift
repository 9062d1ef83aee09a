import Contracts
import Foundation
import PostgreSQL

/// Checks a customer in by the code they show.
struct CheckInByCode: Sendable {
    let database: PostgresClient
    let appointments: AppointmentStore
    let codes: CheckInCodes
    let advance: AdvanceVisit
    let clock: any WallClock

    /// A code that was shown before is answered with what came of it.
    /// - Throws: `WalletError`; `not-possible-now` for a visit that was called off or is over.
    func callAsFunction(_ request: CheckInRequest, by actor: Actor) async throws -> CheckInAnswer {
        let now = clock.now()
        let request = try request.validated(at: now)
        let stored = try await appointment(of: request, at: now)
        guard stored.state.workshop.id == request.workshopId else { throw WalletError.otherWorkshop(stored.state.workshop.name) }
        if let answer = Self.answer(already: stored.state) { return answer }
        if stored.state.status == .booked {
            // By the appointment as it is: a code from before a move counts at its new time.
            try CheckInWindow(stored.state).check(request.scannedAt ?? now, in: stored.state.workshop.timeZone)
        }
        do {
            return CheckInAnswer(outcome: .checkedIn, appointment: try await advance(stored, .checkIn, by: actor, reason: "code"))
        } catch BookingError.changedMeanwhile {
            // Two scanners at once: the other one was first.
            let state = try await appointments.appointment(stored.state.id, in: database).state
            guard let answer = Self.answer(already: state) else { throw BookingError.changedMeanwhile }
            return answer
        }
    }

    private static func answer(already state: AppointmentState) -> CheckInAnswer? {
        [.checkedIn, .started].contains(state.status) ? CheckInAnswer(outcome: .alreadyCheckedIn, appointment: state) : nil
    }

    private func appointment(of request: CheckInRequest, at now: Date) async throws -> StoredAppointment {
        if let typed = CheckInCodes.typed(request.code) { return try await appointment(spoken: typed, at: request.workshopId, near: now) }
        guard let claims = codes.verify(request.code.filter { !$0.isWhitespace }) else { throw WalletError.codeInvalid }
        do {
            let stored = try await appointments.appointment(claims.appointment, in: database)
            guard stored.linkGeneration == claims.generation else { throw WalletError.codeVoid }
            return stored
        } catch BookingError.unknownAppointment {
            throw WalletError.codeInvalid
        }
    }

    /// The one of these days' appointments whose code it is.
    private func appointment(spoken: String, at workshop: UUID, near now: Date) async throws -> StoredAppointment {
        let today = LocalDate(daysSince1970: Int((now.timeIntervalSince1970 / 86_400).rounded(.down)))
        let near = try await appointments.all(of: workshop, from: today.adding(days: -1), through: today.adding(days: 2), in: database)
        let found = near.filter { codes.spoken($0.state.id, generation: $0.linkGeneration) == spoken }
        guard found.count == 1, let only = found.first else { throw WalletError.codeInvalid }
        return only
    }
}
