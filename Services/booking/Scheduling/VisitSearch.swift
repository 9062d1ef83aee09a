import Foundation

/// Finds whole visits that begin at a given minute, exactly: who, where and when for each step.
///
/// Depth first over people, bay and day of each step; times stay sets of minutes on the way and are settled at the end, because
/// nothing depends on them but the day. The tables tell at each step what cannot come to an end.
struct VisitSearch {
    /// One step decided.
    struct Choice {
        let team: [Int]
        let key: Int?
        let minutes: Int
        let place: PreparedStep.Place?
        /// Position of the day it starts on.
        let day: Int
        /// The minutes it can start at.
        private(set) var reach: HorizonMask

        func reaching(_ minutes: HorizonMask) -> Choice {
            var choice = self
            choice.reach = minutes
            return choice
        }
    }

    /// Steps looked at before a start is given up as impossible. A workshop would have to be full of people who each are short of a
    /// few minutes on the same day.
    static let patience = 20_000

    let horizon: SlotHorizon
    let work: PreparedWork
    var tables: VisitTables
    private let bufferGaps: Bool
    private var patience = VisitSearch.patience

    init(_ tables: VisitTables) {
        self.tables = tables
        horizon = tables.supply.horizon
        work = tables.work
        bufferGaps = work.hasDistantBuffers
    }

    /// A visit for each way the first step can be done at `minute`, at most `limit`; empty exactly if there is none.
    mutating func visits(at minute: Int, limit: Int = .max) -> [[Choice]] {
        guard tables.first.contains(minute) else { return [] }
        var start = horizon.empty()
        start.insert(minute..<(minute + 1))
        var found: [[Choice]] = []
        patience = Self.patience
        forEachChoice(of: 0, reach: start, after: []) { search, choice in
            if let visit = search.completed([choice]) { found.append(visit) }
            return found.count < limit
        }
        return found
    }

    /// Those of some minutes at which a visit can begin. What is found for one holds for all that the same choices can serve.
    mutating func able(among minutes: HorizonMask) -> HorizonMask {
        var (rest, able) = (minutes, horizon.empty())
        patience = Self.patience
        forEachChoice(of: 0, reach: minutes, after: []) { search, choice in
            var open = choice.reach.intersection(rest)
            while !open.isEmpty, let visit = search.completed([choice.reaching(open)]) {
                let served = search.starts(of: visit)
                able.formUnion(served)
                rest.subtract(served)
                open.subtract(served)
                search.patience = Self.patience
            }
            return !rest.isEmpty
        }
        return able
    }

    /// The first starts from which these choices come to their end.
    private mutating func starts(of visit: [Choice]) -> HorizonMask {
        var served = visit.last?.reach ?? horizon.empty()
        for index in visit.indices.dropLast().reversed() {
            guard let lag = lag(from: visit[index], index + 1, visit[index + 1].place) else { return horizon.empty() }
            let through = passable(index + 1, visit[index + 1].place)
            let ends = served.reached(after: lag, through: through)
            served = visit[index].reach
            served.formIntersection(ends, movedEarlier: visit[index].minutes)
        }
        return served
    }

    /// The first completion of steps already decided.
    private mutating func completed(_ chosen: [Choice]) -> [Choice]? {
        guard chosen.count < work.steps.count else { return chosen }
        var result: [Choice]?
        forEachChoice(of: chosen.count, reach: nil, after: chosen) { search, choice in
            result = search.completed(chosen + [choice])
            return result == nil
        }
        return result
    }

    /// - Parameters:
    ///   - reach: nil where it follows from the step before.
    ///   - body: false ends it.
    private mutating func forEachChoice(
        of index: Int, reach: HorizonMask?, after chosen: [Choice], _ body: (inout VisitSearch, Choice) -> Bool
    ) {
        for (key, team) in teams(of: index, after: chosen) {
            let minutes = work.steps[index].minutes(of: team)
            var free = horizon.empty()
            for (position, member) in team.enumerated() {
                let own = tables.supply.starts(of: member, index, minutes: minutes)
                if position == 0 { free = own } else { free.formIntersection(own) }
            }
            if let reach, reach.intersection(free).isEmpty { continue }
            for place in places(of: index, after: chosen) {
                // Work of one step has nothing to try again: looking at all of it is bounded by people and bays.
                if work.steps.count > 1 { patience -= 1 }
                guard patience > 0 else { return }
                guard var mask = reach ?? chosen.last.flatMap({ reached(from: $0, index, place) }) else { continue }
                mask.formIntersection(free)
                guard !mask.isEmpty else { continue }
                tables.narrow(&mask, index, team: key, place, minutes: minutes)
                for part in parts(of: mask) where hasRoom(team, index, minutes, part.day, chosen) {
                    let choice = Choice(team: team, key: key, minutes: minutes, place: place, day: part.day, reach: part.mask)
                    guard !bufferGaps || keepsApart(choice, index, chosen) else { continue }
                    guard body(&self, choice) else { return }
                }
            }
        }
    }

    private func teams(of index: Int, after chosen: [Choice]) -> [(key: Int?, members: [Int])] {
        let step = work.steps[index]
        if step.step.sameTechnicians, let last = chosen.last { return [(last.key, last.team)] }
        guard !step.keepsTeam else { return step.teams.enumerated().map { ($0, $1) } }
        return PreparedWork.teams(of: step.step.technicians, from: step.workers.map(\.index)).map { (nil, $0) }
    }

    private func places(of index: Int, after chosen: [Choice]) -> [PreparedStep.Place?] {
        let step = work.steps[index]
        guard step.step.needsBay else { return [nil] }
        guard step.step.sameBay, let last = chosen.last?.place else { return step.places }
        return step.places.filter { $0.index == last.index }
    }

    /// Where a step in `place` can start after the step before; nil if nowhere.
    private mutating func reached(from last: Choice, _ index: Int, _ place: PreparedStep.Place?) -> HorizonMask? {
        guard let lag = lag(from: last, index, place) else { return nil }
        return last.reach.movedLater(by: last.minutes).reaching(after: lag, through: passable(index, place))
    }

    /// The lag before a step, longer where the buffers of both have to fit in one bay; nil where they cannot.
    private func lag(from last: Choice, _ index: Int, _ place: PreparedStep.Place?) -> ClosedRange<Int>? {
        let step = work.steps[index].step
        var soonest = step.lag.lowerBound
        if !step.sameBay, let before = last.place, let place, before.index == place.index {
            soonest = max(soonest, before.after + place.before)
        }
        return soonest <= step.lag.upperBound ? soonest...step.lag.upperBound : nil
    }

    private mutating func passable(_ index: Int, _ place: PreparedStep.Place?) -> HorizonMask? {
        tables.passable(from: index - 1, in: work.steps[index].step.sameBay ? place?.index : nil)
    }

    /// A mask by the days it touches, or by its minutes where even these matter.
    private func parts(of mask: HorizonMask) -> [(day: Int, mask: HorizonMask)] {
        guard work.steps.count > 1 else {
            return mask.next(from: 0).flatMap(day).map { [($0, mask)] } ?? []
        }
        return horizon.days.indices.flatMap { day -> [(Int, HorizonMask)] in
            var own = horizon.empty()
            for range in horizon.dates[day] { own.insert(range) }
            own.formIntersection(mask)
            guard !own.isEmpty else { return [] }
            guard bufferGaps else { return [(day, own)] }
            var minutes: [(Int, HorizonMask)] = []
            own.forEachRun { run in
                for minute in run {
                    var one = horizon.empty()
                    one.insert(minute..<(minute + 1))
                    minutes.append((day, one))
                }
            }
            return minutes
        }
    }

    private func day(of minute: Int) -> Int? { horizon.days.firstIndex { $0.frame.contains(minute + horizon.base) } }

    /// Whether the day's ceiling of each of the team has room for this step beside those already decided.
    private func hasRoom(_ team: [Int], _ index: Int, _ minutes: Int, _ day: Int, _ chosen: [Choice]) -> Bool {
        team.allSatisfy { member in
            let sum = chosen.reduce(minutes) { $1.day == day && $1.team.contains(member) ? $0 + $1.minutes : $0 }
            return sum == minutes
                || horizon.days[day].technicians[member].hasRoom(
                    for: sum, ceilingPercent: horizon.workshop.technicians[member].ceilingPercent
                )
        }
    }

    /// Whether a step and those decided that are no neighbours do not meet in one bay; each has one minute to start at.
    private func keepsApart(_ choice: Choice, _ index: Int, _ chosen: [Choice]) -> Bool {
        guard let place = choice.place, let start = choice.reach.next(from: 0) else { return true }
        return chosen.indices.allSatisfy { earlier in
            let other = chosen[earlier]
            guard let before = other.place, before.index == place.index, !work.isOneStay(earlier, index),
                let begin = other.reach.next(from: 0)
            else { return true }
            return begin + other.minutes + before.after <= start - place.before
        }
    }
}
