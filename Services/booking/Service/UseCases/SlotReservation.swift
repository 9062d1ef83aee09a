import Contracts
import Foundation
import PostgreSQL
import Scheduling

/// Where work is to go.
struct WantedSlot: Sendable {
    let workshop: UUID
    let start: Date
    /// What gives its own place up for this: its reservations do not count, and its present days are locked too.
    var giving: Giving?
    /// No start before is proposed instead; nil: whenever.
    var release: Date?
    let work: @Sendable (WorkshopModel) throws -> Work

    /// An appointment that moves, or a hold that is booked.
    struct Giving: Sendable {
        let owner: UUID
        var days: Set<LocalDate> = []
    }
}

/// A place found and held by the transaction.
struct ReservedSlot: Sendable {
    let visit: PlacedVisit
    let model: WorkshopModel

    var day: LocalDate { model.workshop.calendar.date(of: visit.start) }
}

/// Finds a place and has it written, so that of any number of transactions that want the same minutes only as many succeed as
/// fit.
///
/// Most losers see it in the days they already know and leave. The others take the days' locks one after another; whoever finds the
/// days unchanged since they were planned writes at once, the rest plan again on what is there now. The exclusion constraint has the
/// last word.
struct SlotReservation: Sendable {
    /// The days of so many of the best places are locked; more would be in the way of others.
    static let tried = 16

    let plans: PlanStore
    let days: DayStore

    /// - Parameters:
    ///   - sharing: false in a transaction that has written before.
    ///   - write: inserts the rows; runs again with the next place where the database refused one.
    /// - Throws: `BookingError.slotTaken` where nothing is left.
    func place<Value>(
        _ wanted: WantedSlot, in transaction: PostgresTransaction, sharing: Bool, write: (ReservedSlot) async throws -> Value
    ) async throws -> Value {
        var plan = try await plan(for: wanted, in: transaction, sharing: sharing)
        var visits = try visits(for: wanted, in: plan)
        let wantedDays = Self.days(of: visits, plan.model)
        let locked = try await days.lock(wantedDays.union(wanted.giving?.days ?? []), of: wanted.workshop, in: transaction)
        if wantedDays.contains(where: { locked[$0] != plan.version(on: $0) + 1 }) {
            plan = try await self.plan(for: wanted, in: transaction, sharing: false)
            let found = try self.visits(for: wanted, in: plan)
            visits = found.filter { $0.days(in: plan.model.workshop.calendar).isSubset(of: locked.keys) }
            // What is left lies on other days, or the workshop's zone was changed: those have to be locked.
            guard !visits.isEmpty else { return try await place(wanted, in: transaction, sharing: false, write: write) }
        }
        let model = plan.model
        for visit in visits {
            do {
                return try await transaction.withSavepoint { try await write(ReservedSlot(visit: visit, model: model)) }
            } catch let error as PostgresError where error.isExclusionViolation {
                continue
            }
        }
        throw BookingError.slotTaken(blockers: [], alternatives: [])
    }

    /// All days the work can reach. The local day of its start is known only with the workshop's zone; no zone is further from UTC than a
    /// day.
    private func plan(for wanted: WantedSlot, in transaction: PostgresTransaction, sharing: Bool) async throws -> Plan {
        let first = LocalDate(daysSince1970: wanted.start.epochMinute / 1_440 - 1)
        return try await plans.plan(of: wanted.workshop, from: first, days: 3, reaching: wanted.work, in: transaction, sharing: sharing)
    }

    private func visits(for wanted: WantedSlot, in plan: Plan) throws -> [PlacedVisit] {
        let (work, start) = (try wanted.work(plan.model), wanted.start.epochMinute)
        let engine = plan.engine(without: wanted.giving?.owner)
        let found = engine.candidates(for: work, at: start, limit: Self.tried).compactMap { PlacedVisit($0.assignment) }
        guard found.isEmpty else { return found }
        throw BookingError.slotTaken(blockers: engine.blockers(for: work, at: start).map(\.rawValue), alternatives: [])
    }

    private static func days(of visits: [PlacedVisit], _ model: WorkshopModel) -> Set<LocalDate> {
        visits.reduce(into: []) { $0.formUnion($1.days(in: model.workshop.calendar)) }
    }
}
