import Foundation

/// For each step of a visit the minutes at which it can start so that all later steps can still be done: backward dynamic programming
/// over the chain.
///
/// What two steps share (people, or a bay) is part of the key under which a step's minutes are kept. Two rules span more than neighbours
/// and are relaxed here: that one person's steps of one day keep together under the ceiling, and that the buffers of steps that are
/// no neighbours do not meet in one bay. With `isStrict` a table holds only minutes that keep them for certain.
struct VisitTables {
    /// What a step shares with the one before it.
    struct Key: Hashable {
        /// Position in the step's teams.
        var team: Int?
        var bay: Int?
    }

    let supply: StepSupply
    let work: PreparedWork
    private(set) var starts: [[Key: HorizonMask]]
    private let latest: Int
    private var rests: [[Key: HorizonMask]]
    private var passable: [Int: HorizonMask] = [:]

    /// - Parameter endingBy: no last step ends after this minute of the horizon.
    init(_ work: PreparedWork, _ supply: StepSupply, endingBy latest: Int) {
        self.work = work
        self.supply = supply
        self.latest = min(latest, supply.horizon.length)
        starts = Array(repeating: [:], count: work.steps.count)
        rests = starts
        for step in work.steps.indices.reversed() { fill(step) }
    }

    /// The first starts of visits.
    var first: HorizonMask { starts[0][Key()] ?? supply.horizon.empty() }

    private mutating func fill(_ index: Int) {
        let isLast = index == work.steps.count - 1
        for team in supply.teams(index) {
            var common = team.starts
            supply.equip(&common, index, minutes: team.minutes)
            if isLast { common.remove(tooLate(minutes: team.minutes)) }
            guard !common.isEmpty else { continue }
            let places = isHoused(index) ? work.steps[index].places.map(Optional.some) : [nil]
            for place in places {
                let housed = supply.housed(index, place, minutes: team.minutes) ?? common
                let rest = isLast ? nil : rest(after: index, team: team.key, place)
                let key = Key(
                    team: work.steps[index].step.sameTechnicians ? team.key : nil, bay: sharesBay(index) ? place?.index : nil
                )
                starts[index][key, default: supply.horizon.empty()]
                    .formUnion(ofCommon: common, housed, rest ?? common, movedEarlier: rest == nil ? 0 : team.minutes)
            }
        }
    }

    /// The minutes at which a step can end so that the next ones can be done.
    private mutating func rest(after index: Int, team: Int?, _ place: PreparedStep.Place?) -> HorizonMask {
        let next = work.steps[index + 1]
        let key = Key(team: next.step.sameTechnicians ? team : nil, bay: sharesBay(index + 1) ? place?.index : nil)
        if let known = rests[index][key] { return known }
        let mask: HorizonMask
        if next.isCloseBehind, let place {
            mask = closeBehind(index, place, key)
        } else {
            let through = passable(from: index, in: next.step.sameBay ? place?.index : nil)
            mask = (starts[index + 1][key] ?? supply.horizon.empty()).reached(after: next.step.lag, through: through)
        }
        rests[index][key] = mask
        return mask
    }

    /// The next step is in another bay, or in the same one once the buffers of both are over.
    private mutating func closeBehind(_ index: Int, _ place: PreparedStep.Place, _ key: Key) -> HorizonMask {
        let next = work.steps[index + 1]
        let through = passable(from: index, in: nil)
        var elsewhere = supply.horizon.empty()
        for other in next.places where other.index != place.index {
            if let there = starts[index + 1][Key(team: key.team, bay: other.index)] { elsewhere.formUnion(there) }
        }
        var mask = elsewhere.reached(after: next.step.lag, through: through)
        if let same = next.places.first(where: { $0.index == place.index }), let there = starts[index + 1][key] {
            let soonest = max(next.step.lag.lowerBound, place.after + same.before)
            if soonest <= next.step.lag.upperBound {
                mask.formUnion(there.reached(after: soonest...next.step.lag.upperBound, through: through))
            }
        }
        return mask
    }

    /// Through which minutes the car may wait between a step and the next; nil: any.
    mutating func passable(from index: Int, in bay: Int?) -> HorizonMask? {
        guard let bay else { return supply.loanerFree }
        if let known = passable[bay] { return known }
        var mask = supply.horizon.unreserved(bay: bay)
        if let loaner = supply.loanerFree { mask.formIntersection(loaner) }
        passable[bay] = mask
        return mask
    }

    /// Leaves the starts at which one way of doing a step has bay, tools, loaner and all that comes after.
    mutating func narrow(_ mask: inout HorizonMask, _ index: Int, team: Int?, _ place: PreparedStep.Place?, minutes: Int) {
        let key = Key(team: work.steps[index].step.sameTechnicians ? team : nil, bay: sharesBay(index) ? place?.index : nil)
        guard let able = starts[index][key] else { return mask = supply.horizon.empty() }
        mask.formIntersection(able)
        supply.equip(&mask, index, minutes: minutes)
        if let housed = supply.housed(index, place, minutes: minutes) { mask.formIntersection(housed) }
        if index + 1 < work.steps.count {
            mask.formIntersection(rest(after: index, team: team, place), movedEarlier: minutes)
        } else {
            mask.remove(tooLate(minutes: minutes))
        }
    }

    /// The starts at which a last step would not end in time.
    private func tooLate(minutes: Int) -> Range<Int> {
        (latest - minutes + 1)..<max(latest - minutes + 1, supply.horizon.length)
    }

    /// Whether a step's bay matters to the one before.
    private func sharesBay(_ index: Int) -> Bool { work.steps[index].step.sameBay || work.steps[index].isCloseBehind }

    /// Whether a step's bay matters to another, so that bays are told apart.
    private func isHoused(_ index: Int) -> Bool {
        sharesBay(index) || (index + 1 < work.steps.count && sharesBay(index + 1))
    }
}
