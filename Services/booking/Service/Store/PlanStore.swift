import Contracts
import Foundation
import PostgreSQL
import Scheduling
import Synchronization

/// One local day of a workshop as it was at a version.
struct PlannedDay: Sendable {
    let version: Int64
    let reservations: [Reservation]
    /// First starts of the day's visits; none where the counter takes as many as come.
    let arrivals: [Arrival]
    let grid: DayGrid
    /// When the first of its holds expires, which changes no version.
    let holdsUntil: Date?

    func isCurrent(_ version: Int64, at now: Date) -> Bool { self.version == version && holdsUntil.map { now < $0 } ?? true }
}

/// Some days of a workshop, at one revision of its catalogue.
struct Plan: Sendable {
    let model: WorkshopModel
    /// Of the policies in force when the days were compared.
    let rules: RuleVersions
    /// Ascending and consecutive.
    let days: [PlannedDay]

    /// - Parameter owner: the appointment that is being moved, or the hold that is being booked: its own reservations do not count.
    func engine(without owner: UUID? = nil) -> SlotEngine {
        let grids = days.map { day in
            guard let owner, day.reservations.contains(where: { $0.owner == owner }) else { return day.grid }
            return DayGrid(model.workshop, frame: day.grid.frame, reservations: day.reservations, arrivals: day.arrivals, without: owner)
        }
        return SlotEngine(workshop: model.workshop, days: grids)
    }

    func version(on date: LocalDate) -> Int64 { days.first { $0.grid.frame.date == date }?.version ?? 0 }
}

/// Reads plans. Compiled days are kept in memory and compared by version with the database on every use, so that any number of
/// instances agree; a query whose days are all current costs one round trip.
final class PlanStore: Sendable {
    /// How many days of one workshop are kept.
    static let keptDays = 500

    private struct Entry {
        var model: WorkshopModel
        var days: [LocalDate: PlannedDay] = [:]
    }

    private let catalogue: CatalogueStore
    private let clock: any WallClock
    private let entries = Mutex<[UUID: Entry]>([:])

    init(catalogue: CatalogueStore, clock: any WallClock) {
        self.catalogue = catalogue
        self.clock = clock
    }

    /// - Parameter sharing: false inside a transaction that has changed days already: what it sees is not yet everybody's.
    /// - Throws: `BookingError.unknownWorkshop`.
    func plan(
        of workshop: UUID, from first: LocalDate, days count: Int, in database: some Querying, sharing: Bool = true
    ) async throws -> Plan {
        let dates = (0..<count).map { first.adding(days: $0) }
        let current = try await versions(of: workshop, from: first, through: first.adding(days: max(count, 1) - 1), in: database)
        let model = try await model(of: workshop, revision: current.revision, in: database, sharing: sharing)
        let now = clock.now()
        var days = entries.withLock { entries -> [LocalDate: PlannedDay] in
            guard let entry = entries[workshop], entry.model.revision == model.revision else { return [:] }
            return dates.reduce(into: [:]) { days, date in
                if let day = entry.days[date], day.isCurrent(current.days[date] ?? 0, at: now) { days[date] = day }
            }
        }
        let stale = dates.filter { days[$0] == nil }
        if !stale.isEmpty {
            let loaded = try await load(stale, of: model, at: now, in: database)
            if sharing { keep(loaded, of: model) }
            days.merge(loaded) { _, new in new }
        }
        return Plan(model: model, rules: current.rules, days: dates.compactMap { days[$0] })
    }

    /// A workshop at its current revision.
    func model(of workshop: UUID, in database: some Querying) async throws -> WorkshopModel {
        let row = try await database.query("SELECT revision FROM workshops WHERE id = \(workshop) AND active").first
        return try await model(of: workshop, revision: try row?.get("revision"), in: database, sharing: true)
    }

    private func model(
        of workshop: UUID, revision: Int64?, in database: some Querying, sharing: Bool
    ) async throws -> WorkshopModel {
        guard let revision else { throw BookingError.unknownWorkshop }
        if let known = entries.withLock({ $0[workshop]?.model }), known.revision == revision { return known }
        guard let model = try await catalogue.model(of: workshop, in: database) else { throw BookingError.unknownWorkshop }
        if sharing {
            entries.withLock { entries in
                if entries[workshop]?.model.revision ?? 0 < model.revision { entries[workshop] = Entry(model: model) }
            }
        }
        return model
    }

    private func versions(
        of workshop: UUID, from first: LocalDate, through last: LocalDate, in database: some Querying
    ) async throws -> (revision: Int64?, rules: RuleVersions, days: [LocalDate: Int64]) {
        let rows = try await database.query("""
            SELECT w.revision, g.version AS group_rules, o.version AS own_rules, d.day::text AS day, d.version FROM workshops w
            LEFT JOIN policies g ON g.workshop_id IS NULL
            LEFT JOIN policies o ON o.workshop_id = w.id
            LEFT JOIN workshop_days d ON d.workshop_id = w.id AND d.day BETWEEN \(first.description)::date AND \(last.description)::date
            WHERE w.id = \(workshop) AND w.active
            """)
        let days: [LocalDate: Int64] = try rows.reduce(into: [:]) { days, row in
            guard let text: String = try row.getIfPresent("day"), let day = LocalDate(text) else { return }
            days[day] = try row.get("version")
        }
        let rules = RuleVersions(group: try rows.first?.getIfPresent("group_rules"), own: try rows.first?.getIfPresent("own_rules"))
        return (try rows.first?.get("revision"), rules, days)
    }

    /// Version and reservations come from one statement, so they belong together.
    private func load(
        _ dates: [LocalDate], of model: WorkshopModel, at now: Date, in database: some Querying
    ) async throws -> [LocalDate: PlannedDay] {
        let isCounted = model.workshop.intake != nil
        let starts: SQL = isCounted ? "coalesce(h.starts_at, p.starts_at)" : "NULL::timestamptz"
        let rows = try await database.query("""
            SELECT d.day::text AS day, d.version, a.appointment_id, a.resource_id, h.expires_at, \(fragment: starts) AS starts_at,
                (extract(epoch FROM lower(a.during)) / 60)::bigint AS first, (extract(epoch FROM upper(a.during)) / 60)::bigint AS last
            FROM workshop_days d
            LEFT JOIN allocations a ON a.workshop_id = d.workshop_id AND a.day = d.day AND a.active
            LEFT JOIN holds h ON h.id = a.of_hold
            \(fragment: isCounted ? "LEFT JOIN appointments p ON p.id = a.of_appointment" : "")
            WHERE d.workshop_id = \(model.id) AND d.day = ANY(\(dates.map(\.description))::date[])
            """)
        var versions: [String: Int64] = [:]
        var reservations: [String: [Reservation]] = [:]
        var arrivals: [String: [UUID: EpochMinute]] = [:]
        var holdsUntil: [String: Date] = [:]
        for row in rows {
            let day: String = try row.get("day")
            versions[day] = try row.get("version")
            guard let resource: UUID = try row.getIfPresent("resource_id") else { continue }
            if let expires: Date = try row.getIfPresent("expires_at") {
                guard now < expires else { continue }
                holdsUntil[day] = min(holdsUntil[day] ?? expires, expires)
            }
            let (first, last): (Int, Int) = (try row.get("first"), try row.get("last"))
            let owner: UUID = try row.get("appointment_id")
            reservations[day, default: []].append(Reservation(resource: resource, owner: owner, minutes: first..<max(first, last)))
            if let start: Date = try row.getIfPresent("starts_at") { arrivals[day, default: [:]][owner] = start.epochMinute }
        }
        return dates.reduce(into: [:]) { days, date in
            let taken = reservations[date.description] ?? []
            let frame = model.workshop.calendar.frame(of: date)
            // What goes on from the day before came in then.
            let come = (arrivals[date.description] ?? [:]).filter { model.workshop.calendar.date(of: $0.value) == date }
                .map { Arrival(owner: $0.key, start: $0.value) }
            days[date] = PlannedDay(
                version: versions[date.description] ?? 0, reservations: taken, arrivals: come,
                grid: DayGrid(model.workshop, frame: frame, reservations: taken, arrivals: come), holdsUntil: holdsUntil[date.description]
            )
        }
    }

    /// A day is replaced only by a newer one; beyond the bound those furthest from today go, which hardly anybody asks for.
    private func keep(_ loaded: [LocalDate: PlannedDay], of model: WorkshopModel) {
        let today = clock.now().epochMinute / 1_440
        entries.withLock { entries in
            // In place: with a copy of the entry beside it, every booking would copy all days that are kept.
            guard entries[model.id]?.model.revision == model.revision else { return }
            for (date, day) in loaded where entries[model.id]?.days[date].map({ $0.version <= day.version }) ?? true {
                entries[model.id]?.days[date] = day
            }
            guard let kept = entries[model.id]?.days.count, kept > Self.keptDays else { return }
            for date in Self.excess(of: entries[model.id]?.days.keys.map(\.self) ?? [], around: today) { entries[model.id]?.days[date] = nil }
        }
    }

    /// What of these dates is too many to keep.
    static func excess(of dates: [LocalDate], around today: Int) -> ArraySlice<LocalDate> {
        guard dates.count > keptDays else { return [] }
        return dates.sorted { abs($0.daysSince1970 - today) < abs($1.daysSince1970 - today) }.dropFirst(keptDays)
    }
}
