import Contracts
import Foundation
import Scheduling
import Testing

@Suite struct PlaceTests {
    typealias Day = SlotEngineTests

    private static func ranked(_ query: PlaceQuery, _ engine: SlotEngine) -> [RankedPlace] {
        engine.slots(query.slots).flatMap { engine.places(query, among: $0) }
    }

    @Test func whoHasJustTheSkillComesFirstThenTheLighterDayThenTheEarlierTime() {
        let workshop = Day.workshop { workshop in
            workshop.technicians.append(Technician(id: Day.bob, skills: ["brakes": 3], shifts: WeeklyHours(1...7, 480, 1_020)))
            workshop.bays.append(Bay(id: Day.flat, kinds: ["lift"]))
        }
        let query = PlaceQuery(SlotQuery(work: Day.brakes(), earliest: Day.at(8)))
        let best = Self.ranked(query, Day.engine(workshop)).best(10)
        #expect(best.first?.assignment.steps.first?.technicians == [Day.ann] && best.first?.assignment.start == Day.at(8))
        #expect(best.first?.score == best.map(\.score).min { $0.total < $1.total })
        #expect(best.map(\.score.total) == best.map(\.score.total).sorted())
        let bobs = best.first { $0.assignment.steps[0].technicians == [Day.bob] }
        #expect(bobs?.score.skillFit == 10 && bobs?.score.lateness == 0)
        // With half of a day sold, another is fuller than a level of skill is worth.
        let busy = Day.engine(workshop, [Day.taken(Day.ann, Day.at(12), Day.at(17))])
        #expect(Self.ranked(query, busy).best(1).first?.assignment.steps[0].technicians == [Day.bob])
    }

    @Test func whatIsLateCostsFourTimesAsMuchWhereItIsPressing() {
        func last(_ isPressing: Bool) -> RankedPlace? {
            let query = PlaceQuery(SlotQuery(work: Day.brakes(), earliest: Day.at(15)), due: Day.at(16, 30), isPressing: isPressing)
            return Self.ranked(query, Day.engine()).first { $0.assignment.start == Day.at(16) }
        }
        #expect(last(false)?.lateMinutes == 30 && last(false)?.waitingMinutes == 60 && last(false)?.score.lateness == 31)
        #expect(last(true)?.score.lateness == 124)
    }

    @Test func theSamePeopleAQuarterOfAnHourLaterAreNoOtherPlace() {
        let query = PlaceQuery(SlotQuery(work: Day.brakes(), earliest: Day.at(8)))
        let best = Self.ranked(query, Day.engine()).best(100)
        #expect(best.count == 9)
        for (index, one) in best.enumerated() {
            #expect(best[..<index].allSatisfy { !$0.assignment.minutes.overlaps(one.assignment.minutes) })
        }
    }

    @Test func anAppointmentThatAnotherCouldDoMakesWayAtItsOwnTime() {
        let workshop = Day.workshop { workshop in
            workshop.technicians[0].skills["electrics"] = 2
            workshop.technicians.append(Technician(id: Day.bob, skills: ["brakes": 2], shifts: WeeklyHours(1...7, 480, 1_020)))
            workshop.bays.append(Bay(id: Day.flat, kinds: ["lift"]))
        }
        let taken = [Day.taken(Day.ann, Day.at(8), Day.at(17)), Day.taken(Day.lift, Day.at(8), Day.at(17))]
        let work = Work([ServiceDemand(labourTenths: 20, skills: ["electrics": 1], bayKind: "lift")])
        let query = PlaceQuery(SlotQuery(work: work, earliest: Day.at(8)), isPressing: true)
        let engine = Day.engine(workshop, taken)
        let slots = engine.slots(query.slots)
        #expect(slots.allSatisfy { $0.isEmpty })
        let visit = MovableVisit(id: Day.other, start: Day.at(8), work: Day.brakes(hours: 90))
        let place = engine.places(query, besides: slots, displacing: visit).first
        #expect(place?.assignment.start == Day.at(8) && place?.score.displacedWork == 60)
        #expect(place?.displaced?.to.start == Day.at(8) && place?.displaced?.to.steps[0].technicians == [Day.bob])
        // Who can go nowhere does not make way.
        let alone = SlotEngine(workshop: Day.workshop { $0.technicians[0].skills["electrics"] = 2 }, from: Day.day, days: 1, reservations: taken)
        #expect(alone.places(query, besides: alone.slots(query.slots), displacing: visit).isEmpty)
    }

    /// On crowded days: every place keeps all rules with whoever makes way gone, and so does the place that one goes to.
    @Test(arguments: 0..<12)
    func whatIsProposedCanBeDone(seed: UInt64) {
        var day = CrowdedDay(seed: 500 + seed)
        func checker(_ reservations: [Reservation], _ arrivals: [Arrival]) -> NaiveChecker {
            NaiveChecker(
                workshop: day.workshop, reservations: reservations, arrivals: arrivals, dates: [CrowdedDay.date], around: day.minutes)
        }
        let (work, other) = (day.work(), day.work())
        let query = PlaceQuery(SlotQuery(work: work, earliest: day.minutes.lowerBound), due: day.minutes.lowerBound + 720, isPressing: true)
        let engine = day.engine(without: [])
        let slots = engine.slots(query.slots)
        let free = Self.ranked(query, engine)
        #expect(free.allSatisfy { checker(day.reservations, day.arrivals).accepts(work, $0.assignment) })
        #expect(Set(free.map(\.assignment.start)) == Set(slots.joined()))
        for owner in CrowdedDay.owners {
            guard let start = day.arrivals.first(where: { $0.owner == owner && !$0.isPinned })?.start else { continue }
            let places = engine.places(query, besides: slots, displacing: MovableVisit(id: owner, start: start, work: other))
            for place in places {
                let (reservations, arrivals) = (day.reservations.filter { $0.owner != owner }, day.arrivals.filter { $0.owner != owner })
                #expect(checker(reservations, arrivals).accepts(work, place.assignment))
                let new = UUID(high: 7, low: 7)
                let then = checker(
                    reservations + place.assignment.reservations(owner: new), arrivals + [Arrival(owner: new, start: place.assignment.start)])
                #expect(place.displaced.map { then.accepts(other, $0.to) } == true)
                #expect(!slots.joined().contains(place.assignment.start) && place.score.displacedWork >= 60)
            }
        }
    }
}
