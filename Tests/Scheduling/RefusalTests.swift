import Contracts
import Foundation
@testable import Scheduling
import Testing

@Suite struct RefusalTests {
    typealias Day = SlotEngineTests

    @Test func theFewestAppointmentsInTheWayAreNamed() {
        func taken(_ resource: UUID, _ owner: UInt64, _ from: Int, _ to: Int) -> Reservation {
            Reservation(resource: resource, owner: UUID(high: 5, low: owner), minutes: Day.at(from)..<Day.at(to))
        }
        let reservations = [
            taken(Day.ann, 1, 9, 10), taken(Day.ann, 2, 10, 12), taken(Day.lift, 2, 10, 12), taken(Day.bob, 3, 9, 12),
        ]
        let workshop = Day.workshop { workshop in
            workshop.technicians.append(Technician(id: Day.bob, skills: ["brakes": 2], shifts: WeeklyHours(1...7, 480, 1_020)))
        }
        let engine = Day.engine(workshop, reservations)
        let refusal = engine.refusal(of: Day.brakes(hours: 20), at: Day.at(9))
        #expect(refusal?.reasons == [.techniciansBusy, .baysBusy])
        #expect(refusal?.inTheWay == [
            Refusal.Hindrance(appointment: UUID(high: 5, low: 1), kinds: [.technician]),
            Refusal.Hindrance(appointment: UUID(high: 5, low: 2), kinds: [.technician, .bay]),
        ], "without Bob's third the lift were taken by the second all the same, but Ann has the first")
        #expect(engine.refusal(of: Day.brakes(), at: Day.at(13)) == nil)
        #expect(engine.refusal(of: Day.brakes(), at: Day.at(17))?.inTheWay.isEmpty == true)
    }

    @Test func aFullCounterAndASoldDayAreInTheWayToo() {
        let full = Day.workshop { $0.intake = Intake(every: 60, cars: 1) }
        let engine = SlotEngine(
            workshop: full, from: Day.day, days: 1, reservations: [], arrivals: [Arrival(owner: Day.other, start: Day.at(9, 10))]
        )
        let refusal = engine.refusal(of: Day.brakes(), at: Day.at(9, 30))
        #expect(refusal == Refusal(reasons: [.intakeFull], inTheWay: [.init(appointment: Day.other, kinds: [.intake])]))
        let sold = Day.engine(Day.workshop { $0.technicians[0].ceilingPercent = 50 }, [Day.taken(Day.ann, Day.at(12), Day.at(16))])
        #expect(sold.refusal(of: Day.brakes(), at: Day.at(9))
            == Refusal(reasons: [.utilisationCeiling], inTheWay: [.init(appointment: Day.other, kinds: [.technician])]))
    }

    @Test func aLaterStepThatCannotBeDoneIsSaid() {
        let work = Work([WorkStep(minutes: 60), WorkStep(minutes: 60, lag: 60...60)])
        let refusal = Day.engine(Day.workshop(), [Day.taken(Day.ann, Day.at(10, 30), Day.at(12))]).refusal(of: work, at: Day.at(9))
        #expect(refusal == Refusal(reasons: [.laterStep], inTheWay: [.init(appointment: Day.other, kinds: [.technician])]))
    }

    @Test func whatIsPinnedDoesNotMakeWay() {
        let pinned = Reservation(resource: Day.ann, owner: Day.other, minutes: Day.at(9)..<Day.at(12), isPinned: true)
        let refusal = Day.engine(Day.workshop(), [pinned]).refusal(of: Day.brakes(), at: Day.at(10))
        #expect(refusal == Refusal(reasons: [.techniciansBusy], inTheWay: []))
    }

    /// All sets of the four appointments are tried with the naive checker.
    @Test(arguments: CaseSize.allCases)
    func noSmallerSetWouldDo(size: CaseSize) {
        for seed in 0..<10 {
            var random = RandomCase(seed: UInt64(seed), size: size)
            let (engine, work) = (random.engine, random.work())
            let owners = (1...4).map { UUID(high: 0, low: UInt64($0)) }
            let checkers = (0..<16).map { subset in
                let gone = Set(owners.indices.filter { subset & 1 << $0 != 0 }.map { owners[$0] })
                return (gone, NaiveChecker(
                    workshop: random.workshop, reservations: random.reservations.filter { !gone.contains($0.owner) },
                    dates: random.dates, around: random.minutes
                ))
            }
            let open = SlotEngine(workshop: random.workshop, from: random.dates[0], days: random.dates.count, reservations: random.reservations)
            for start in stride(from: random.minutes.lowerBound, to: random.minutes.upperBound, by: 173) where engine.workshop.intake == nil {
                let fewest = checkers.filter { $0.1.canStart(work, at: start) }.map(\.0.count).min()
                let found = open.refusal(of: work, at: start)
                let named = Set(found?.inTheWay.map(\.appointment) ?? [])
                #expect(found == nil ? fewest == 0 : named.count == (fewest.map { $0 > 3 ? 0 : $0 } ?? 0), "\(size) \(seed) \(start)")
                guard let checker = checkers.first(where: { $0.0 == named })?.1, !named.isEmpty else { continue }
                #expect(checker.canStart(work, at: start), "\(size) \(seed) \(start)")
            }
        }
    }
}
