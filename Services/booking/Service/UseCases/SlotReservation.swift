import Contracts
import Foundation
import PostgreSQL
import Scheduling

/// Where work is to go.
struct WantedSlot: Sendable {
    let workshop: UUID
    let start: Date
    /// The appointment being moved: its own reservations do not count, and its present day is held too.
    var moving: (appointment: UUID, day: LocalDate)?
    var wish = PlaceWish()
    let work: @Sendable (WorkshopModel) throws -> Work
}

/// A place found and held by the transaction.
struct ReservedSlot: Sendable {
    let assignment: SingleStepAssignment
    let model: WorkshopModel
    let day: LocalDate
}

/// Finds a place and has it written, so that of any number of transactions that want the same minutes only as many succeed as
/// fit.
///
/// Most losers see it in the day they already know and leave. The others take the day's lock one after another; whoever finds the
/// day unchanged since it was planned writes at once, the rest plan again on what is there now. The exclusion constraint has the
/// last word.
struct SlotReservation: Sendable {
    let plans: PlanStore
    let days: DayStore

    /// - Parameters:
    ///   - sharing: false in a transaction that has written before.
    ///   - write: inserts the rows; runs again with the next assignment where the database refused one.
    /// - Throws: `BookingError.slotTaken` where nothing is left.
    func place<Value>(
        _ wanted: WantedSlot, in transaction: PostgresTransaction, sharing: Bool, write: (ReservedSlot) async throws -> Value
    ) async throws -> Value {
        let start = wanted.start.epochMinute
        // The day is known only with the workshop's zone; no zone is further from UTC than a day.
        let around = LocalDate(daysSince1970: start / 1_440 - 1)
        var plan = try await plans.plan(of: wanted.workshop, from: around, days: 3, in: transaction, sharing: sharing)
        let day = plan.model.workshop.calendar.date(of: start)
        var candidates = try candidates(for: wanted, in: plan)

        let held = Set([day, wanted.moving?.day ?? day])
        let locked = try await days.lock(held, of: wanted.workshop, in: transaction)
        if locked[day] != plan.version(on: day) + 1 {
            plan = try await plans.plan(of: wanted.workshop, from: around, days: 3, in: transaction, sharing: false)
            // With the workshop's zone changed in between, it is another day that has to be held.
            guard plan.model.workshop.calendar.date(of: start) == day else {
                return try await place(wanted, in: transaction, sharing: false, write: write)
            }
            candidates = try self.candidates(for: wanted, in: plan)
        }
        let model = plan.model
        for assignment in candidates {
            do {
                return try await transaction.withSavepoint {
                    try await write(ReservedSlot(assignment: assignment, model: model, day: day))
                }
            } catch let error as PostgresError where error.isExclusionViolation {
                continue
            }
        }
        throw BookingError.slotTaken(blockers: [], alternatives: [])
    }

    private func candidates(for wanted: WantedSlot, in plan: Plan) throws -> [SingleStepAssignment] {
        let (work, start) = (try wanted.work(plan.model), wanted.start.epochMinute)
        let engine = try plan.engine(for: wanted)
        let found = engine.candidates(for: work, at: start).compactMap { SingleStepAssignment($0.assignment) }
        guard found.isEmpty else { return found }
        throw BookingError.slotTaken(blockers: engine.blockers(for: work, at: start).map(\.rawValue), alternatives: [])
    }
}
