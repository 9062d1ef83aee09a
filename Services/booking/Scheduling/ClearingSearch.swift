import Contracts
import Foundation

/// Finds the fewest appointments that would have to make way for a visit at one minute.
///
/// To take one away never makes a visit impossible. So of any set of appointments that alone prevents it, one at least has to go:
/// such a set is made as small as can be, each of its members is tried, and so on, no deeper than the best there may be (minimal hitting
/// set by conflicts: R. Reiter, A Theory of Diagnosis from First Principles, 1987).
struct ClearingSearch {
    /// Questions whether it would do, for one refusal.
    static let patience = 3_000

    private let work: PreparedWork
    private let engine: SlotEngine
    private let start: EpochMinute
    private let latest: EpochMinute
    /// Those that may make way, in the order of ids.
    private let owners: [UUID]
    private var patience = ClearingSearch.patience

    init(_ work: PreparedWork, in engine: SlotEngine, at start: EpochMinute, endingBy latest: EpochMinute) {
        self.work = work
        self.start = start
        self.latest = latest
        let days = engine.days(around: start..<(start + 1), for: work)
        self.engine = SlotEngine(workshop: engine.workshop, days: days)
        let wanted = work.resources(of: engine.workshop)
        let pinned = Set(days.flatMap { $0.reservations.filter(\.isPinned).map(\.owner) + $0.arrivals.filter(\.isPinned).map(\.owner) })
        let taking = days.flatMap { $0.reservations.filter { wanted[$0.resource] != nil }.map(\.owner) }
        let arriving = engine.workshop.intake == nil ? [] : days.flatMap { day in
            day.arrivals.filter { day.frame.contains($0.start) }.map(\.owner)
        }
        owners = Set(taking + arriving).subtracting(pinned).sorted { $0.uuidString < $1.uuidString }
    }

    /// Empty where none would do, or too many would be needed.
    mutating func fewest() -> [Refusal.Hindrance] {
        guard isPossible(without: Set(owners)) else { return [] }
        for size in 1...SlotEngine.mostInTheWay {
            if let found = clearing([], atMost: size) { return explained(found) }
        }
        return []
    }

    private mutating func clearing(_ gone: Set<UUID>, atMost size: Int) -> Set<UUID>? {
        if isPossible(without: gone) { return gone }
        guard gone.count < size, patience > 0 else { return nil }
        for owner in conflict(besides: gone) {
            if let found = clearing(gone.union([owner]), atMost: size) { return found }
        }
        return nil
    }

    /// A set of those still there that prevents the visit by itself, none of which could be spared for that. Tries to do without halves
    /// first, then ever smaller parts.
    private mutating func conflict(besides gone: Set<UUID>) -> [UUID] {
        var kept = owners.filter { !gone.contains($0) }
        var part = max(kept.count / 2, 1)
        while true {
            var position = 0
            while position < kept.count {
                let rest = Array(kept[..<position] + kept[min(position + part, kept.count)...])
                if isPossible(without: Set(owners).subtracting(rest)) { position += part } else { kept = rest }
            }
            guard part > 1 else { return kept }
            part /= 2
        }
    }

    private mutating func isPossible(without gone: Set<UUID>) -> Bool {
        patience -= 1
        return patience > 0 && !cleared(of: gone).candidates(for: work, at: start, limit: 1, endingBy: latest).isEmpty
    }

    private func cleared(of gone: Set<UUID>) -> SlotEngine {
        guard !gone.isEmpty else { return engine }
        return SlotEngine(workshop: engine.workshop, days: engine.days.map { $0.leavingOut(gone, in: engine.workshop) })
    }

    private func explained(_ gone: Set<UUID>) -> [Refusal.Hindrance] {
        guard let visit = cleared(of: gone).candidates(for: work, at: start, limit: 1, endingBy: latest).first else { return [] }
        let kinds = work.resources(of: engine.workshop)
        let needed = visit.assignment.reservations(owner: UUID(high: 0, low: 0))
        let isFull = engine.days.contains { $0.frame.contains(start) && $0.intakeFull.contains(start - $0.frame.start) }
        return owners.filter(gone.contains).map { owner in
            let met = engine.days.flatMap(\.reservations).filter { taken in
                taken.owner == owner && needed.contains { $0.resource == taken.resource && $0.minutes.overlaps(taken.minutes) }
            }
            var found = Set(met.compactMap { kinds[$0.resource] })
            if isFull, engine.days.contains(where: { $0.arrivals.contains { $0.owner == owner } }) { found.insert(.intake) }
            // Who is in nobody's way at these minutes has sold a technician's day.
            if found.isEmpty { found = [.technician] }
            return Refusal.Hindrance(appointment: owner, kinds: ResourceKind.allCases.filter(found.contains))
        }
    }
}

extension PreparedWork {
    /// Who and what could take part, by id.
    func resources(of workshop: Workshop) -> [UUID: ResourceKind] {
        var result: [UUID: ResourceKind] = [:]
        for step in steps {
            for worker in step.workers { result[workshop.technicians[worker.index].id] = .technician }
            for place in step.places { result[workshop.bays[place.index].id] = .bay }
            for unit in step.pools.flatMap(\.units) { result[workshop.tools[unit].id] = .tool }
        }
        for unit in loaners ?? [] { result[workshop.tools[unit].id] = .tool }
        return result
    }
}
