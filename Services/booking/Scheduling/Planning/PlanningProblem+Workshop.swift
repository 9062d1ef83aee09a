import Contracts

extension PlanningProblem {
    /// A workshop from a local day on; minutes count from the start of that day. Its intake is counted in minutes that elapse: on a day whose
    /// clock changes by less than one of its stretches, the stretches after the change are not those of the wall clock.
    /// - Parameter visits: their minutes, and the positions of the people and bays of what is confirmed, as in this workshop.
    public init(_ workshop: Workshop, from first: LocalDate, days count: Int, visits: [Visit]) {
        let frames = (0..<max(count, 1)).map { workshop.calendar.frame(of: first.adding(days: $0)) }
        let origin = frames[0].start
        let horizon = (frames.last?.minutes.upperBound ?? origin) - origin
        let grids = frames.map { DayGrid(workshop, frame: $0, reservations: []) }
        let people = workshop.technicians.enumerated().map { index, technician in
            Person(
                skills: technician.skills, efficiencyPercent: technician.efficiencyPercent,
                present: Self.joined(grids.flatMap { grid in
                    let shift = grid.frame.start - origin
                    return grid.technicians[index].presentRuns.map { ($0.lowerBound + shift)..<($0.upperBound + shift) }
                }),
                ceilings: grids.map { $0.technicians[index].capacity * technician.ceilingPercent / 100 }
            )
        }
        let places = workshop.bays.map { bay in
            let closures = bay.closures.map { ($0.lowerBound - origin)..<($0.upperBound - origin) }
            return Place(
                kinds: bay.kinds, open: Self.rest(of: 0..<horizon, without: closures), preparation: bay.preparation, cleanUp: bay.cleanUp)
        }
        let kinds = Dictionary(grouping: workshop.tools, by: \.kind).sorted { $0.key < $1.key }
        self.init(
            horizon: horizon, days: frames.map { $0.start - origin }, people: people, places: places,
            pools: kinds.map { kind, units in
                let closures = units.flatMap(\.closures).map { ($0.lowerBound - origin)..<($0.upperBound - origin) }
                return Pool(kind: kind, units: units.count, taken: closures)
            }, intake: workshop.intake, visits: visits
        )
    }

    /// Stretches that touch are one: a night shift does not end at midnight.
    private static func joined(_ ranges: [Range<Int>]) -> [Range<Int>] {
        ranges.reduce(into: []) { result, range in
            if let last = result.last, last.upperBound == range.lowerBound {
                result[result.count - 1] = last.lowerBound..<range.upperBound
            } else {
                result.append(range)
            }
        }
    }

    private static func rest(of whole: Range<Int>, without closures: [Range<Int>]) -> [Range<Int>] {
        closures.reduce([whole]) { open, closure in open.flatMap { $0.without(closure) } }.filter { !$0.isEmpty }
    }
}
