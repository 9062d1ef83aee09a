import Foundation

/// Work matched once against a workshop's resources, so that days and minutes need not look at skills and kinds again.
struct PreparedWork {
    struct Worker {
        let index: Int
        let minutes: Int
        let ceilingPercent: Int
        /// Skill levels above what is asked for.
        let surplus: Int
    }

    struct Place {
        let index: Int
        /// Kinds this bay serves that are not asked for.
        let surplus: Int
    }

    struct Pool {
        let wanted: Int
        let units: [Int]
    }

    let work: Work
    let workers: [Worker]
    let places: [Place]
    let pools: [Pool]

    init(_ work: Work, in workshop: Workshop) {
        self.work = work
        workers = workshop.technicians.indices.compactMap { index in
            let technician = workshop.technicians[index]
            guard technician.can(work) else { return nil }
            return Worker(
                index: index, minutes: technician.minutes(for: work), ceilingPercent: technician.ceilingPercent,
                surplus: work.skills.reduce(0) { $0 + technician.skills[$1.key, default: 0] - $1.value }
            )
        }
        places = workshop.bays.indices.compactMap { index in
            let kinds = workshop.bays[index].kinds
            return kinds.isSuperset(of: work.bayKinds) ? Place(index: index, surplus: kinds.count - work.bayKinds.count) : nil
        }
        pools = work.tools.sorted { $0.key < $1.key }.filter { $0.value > 0 }.map { kind, wanted in
            Pool(wanted: wanted, units: workshop.tools.indices.filter { workshop.tools[$0].kind == kind })
        }
    }

    /// The bay's part of work that starts at minute `start` of a day.
    func bayMinutes(start: Int, minutes: Int) -> Range<Int> { work.bayMinutes(start: start, minutes: minutes) }
}

extension DayGrid {
    /// Whether `worker` can work from `minute` on and still has room under the ceiling.
    func isFree(_ worker: PreparedWork.Worker, at minute: Int) -> Bool {
        let today = technicians[worker.index]
        return today.hasRoom(for: worker.minutes, ceilingPercent: worker.ceilingPercent)
            && today.free.runLength(from: minute) >= worker.minutes
    }

    func isFree(_ place: PreparedWork.Place, _ taken: Range<Int>) -> Bool {
        taken.lowerBound >= 0 && bays[place.index].runLength(from: taken.lowerBound) >= taken.count
    }

    /// The first free units of each pool, or nil if one has too few.
    func freeUnits(_ pools: [PreparedWork.Pool], at minute: Int, minutes: Int) -> [Int]? {
        var result: [Int] = []
        for pool in pools {
            var missing = pool.wanted
            for unit in pool.units where missing > 0 && tools[unit].runLength(from: minute) >= minutes {
                result.append(unit)
                missing -= 1
            }
            if missing > 0 { return nil }
        }
        return result
    }
}
