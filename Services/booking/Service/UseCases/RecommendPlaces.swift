import Contracts
import Foundation
import PostgreSQL
import Scheduling

/// What an advisor wants to place.
struct RecommendationRequest: Sendable {
    var workshop: UUID
    var services: [UUID]
    var vehicleClass: VehicleClass
    /// The workshop's today where absent.
    var from: LocalDate?
    var days: Int
    var priority: PlacementPriority
    var due: Date?
    /// Work cannot begin before; nil: whenever.
    var release: Date?
}

/// Ranks the places for new work, and those an appointment could be moved to. Changes nothing.
struct RecommendPlaces: Sendable {
    static let maximumDays = 14
    static let longestMove = 7
    static let shown = 10
    /// So many booked appointments are tried for whether they could make way, the earliest first.
    static let mostTried = 60

    let database: PostgresClient
    let plans: PlanStore
    let appointments: AppointmentStore
    let limits: BookingLimits
    let clock: any WallClock

    /// - Throws: `BookingError.unknownWorkshop`, `.unknownService`; `ValidationError`.
    func callAsFunction(_ request: RecommendationRequest) async throws -> RecommendationAnswer {
        var validation = Validation()
        validation.require((1...Self.maximumDays).contains(request.days), "days", "must be 1 to \(Self.maximumDays)")
        validation.require((1...10).contains(request.services.count), "serviceIds", "must name 1 to 10 services")
        try validation.finish()
        let from = try await first(request.from, of: request.workshop)
        let days = try await PlannedDays(
            plans, limits, (request.workshop, request.services, request.vehicleClass), from: from, days: request.days, at: clock.now(),
            in: database
        )
        let isPressing = request.priority == .high
        let query = PlaceQuery(
            days.query(limits, release: request.release, at: clock.now()), due: request.due.map(\.epochMinute), isPressing: isPressing)
        let states = isPressing ? try await movable(in: days) : []
        let engine = days.plan.engine(movable: Set(states.map(\.id)))
        let slots = days.shown(engine.slots(query.slots))
        var places = try await ranked(query, engine, slots)
        for state in states {
            guard let work = try? days.model.work(of: state) else { continue }
            let visit = MovableVisit(id: state.id, start: state.start.epochMinute, work: work)
            places += engine.places(query, besides: slots, displacing: visit)
            try await Self.letOthersGoFirst()
        }
        return RecommendationAnswer(best: days.worded(places, due: request.due, movable: states))
    }

    /// Where an appointment could be moved: its own reservations do not count, and it is late after the end it was promised.
    func places(for state: AppointmentState, from: LocalDate?, days count: Int) async throws -> MovePlaces {
        try state.demandMovable()
        var validation = Validation()
        validation.require((1...Self.longestMove).contains(count), "days", "must be 1 to \(Self.longestMove)")
        try validation.finish()
        let from = try await first(from, of: state.workshop.id)
        let days = try await PlannedDays(
            plans, limits, (state.workshop.id, state.services.map(\.id), state.vehicle.vehicleClass), from: from, days: count, at: clock.now(),
            in: database
        )
        let query = PlaceQuery(days.query(limits, release: state.release, at: clock.now()), due: state.end.epochMinute)
        let engine = days.plan.engine(without: state.id)
        let slots = days.shown(engine.slots(query.slots))
        let starts = Dictionary(slots.map { ($0.date, $0.starts.map { Date(epochMinute: $0) }) }, uniquingKeysWith: { first, _ in first })
        let places = try await ranked(query, engine, slots).filter { !$0.isThat(of: state) }
        return MovePlaces(
            appointmentId: state.id, version: state.version, from: from,
            days: days.dates.map { MovePlaces.Day(date: $0, starts: starts[$0] ?? []) }, best: days.worded(places, due: state.end, movable: []))
    }

    private func first(_ wanted: LocalDate?, of workshop: UUID) async throws -> LocalDate {
        if let wanted { return wanted }
        return try await plans.model(of: workshop, in: database).workshop.calendar.date(of: clock.now().epochMinute)
    }

    /// Who is booked, has not come, and was not asked for another time before.
    private func movable(in days: PlannedDays) async throws -> [AppointmentState] {
        guard let first = days.dates.first, let last = days.dates.last else { return [] }
        let now = clock.now()
        let states = try await appointments.board(of: days.model.id, from: first, through: last, in: database)
        return Array(states.filter { $0.canMakeWay(at: now) && $0.previousStart == nil }.prefix(Self.mostTried))
    }

    private func ranked(_ query: PlaceQuery, _ engine: SlotEngine, _ slots: [DaySlots]) async throws -> [RankedPlace] {
        var places: [RankedPlace] = []
        for day in slots {
            places += engine.places(query, among: day)
            try await Self.letOthersGoFirst()
        }
        return places
    }

    private static func letOthersGoFirst() async throws {
        try Task.checkCancellation()
        await Task.yield()
    }
}

extension RankedPlace {
    /// Whether this is where an appointment is already.
    fileprivate func isThat(of state: AppointmentState) -> Bool {
        assignment.start == state.start.epochMinute && assignment.steps.first?.technicians.first == state.technician.id
    }
}

extension PlannedDays {
    fileprivate func worded(_ places: [RankedPlace], due: Date?, movable: [AppointmentState]) -> [Place] {
        let wording = PlaceWording(
            model: model, movable: Dictionary(movable.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first }), due: due)
        return places.best(RecommendPlaces.shown).compactMap(wording.place)
    }
}
