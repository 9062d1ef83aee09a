import Contracts
import Foundation
import Scheduling
import Testing

/// Visits of several steps in the workshop of `SlotEngineTests`: Ann and the lift, Monday 2 March 2026, 08:00 to 18:00.
@Suite struct VisitTests {
    typealias Day = SlotEngineTests

    static func pair(_ change: (inout Workshop) -> Void = { _ in }) -> Workshop {
        Day.workshop { workshop in
            workshop.technicians.append(
                Technician(id: Day.bob, skills: ["brakes": 1], shifts: WeeklyHours(1...7, 480, 1_020), efficiencyPercent: 80)
            )
            workshop.bays.append(Bay(id: Day.flat, kinds: ["flat"]))
            change(&workshop)
        }
    }

    static func starts(_ work: Work, _ workshop: Workshop, days: Int = 1, _ reservations: [Reservation] = []) -> [EpochMinute] {
        Day.engine(workshop, days: days, reservations).slots(SlotQuery(work: work, earliest: 0, grid: 1))[0].starts
    }

    @Test func aBaysOwnBuffersComeOnTopOfTheWorks() {
        let workshop = Day.workshop { $0.bays = [Bay(id: Day.lift, kinds: ["lift"], preparation: 5, cleanUp: 10)] }
        let work = Work([WorkStep(minutes: 60, bayKinds: ["lift"], preparation: 15, cleanUp: 20)])
        let taken = [Day.taken(Day.lift, Day.at(8), Day.at(9)), Day.taken(Day.lift, Day.at(11), Day.at(18))]
        #expect(Self.starts(work, workshop, taken) == Array(Day.at(9, 20)...Day.at(9, 30)))
    }

    @Test func theNextStepComesAfterItsLagOnAnotherDay() {
        let work = Work([WorkStep(minutes: 120), WorkStep(minutes: 60, lag: 720...1_200)])
        let starts = Self.starts(work, Day.workshop(), days: 2)
        #expect(starts.first == Day.at(10) && starts.last == Day.at(15), "before ten it would end before eight the next day")
        #expect(Self.starts(work, Day.workshop(), days: 1).isEmpty)
    }

    @Test func aStepMayCrossMidnight() {
        let workshop = Day.workshop { workshop in
            workshop.calendar.opening = WeeklyHours(1...7, 0, 1_440)
            let night = [WallRange(0, 360), WallRange(1_320, 1_440)]
            workshop.technicians[0].shifts = WeeklyHours([1: night, 2: night])
        }
        let starts = Self.starts(Work([WorkStep(minutes: 180)]), workshop, days: 2)
        #expect(starts == Array(Day.at(0)...Day.at(3)) + Array(Day.at(22)...Day.at(23, 59)))
    }

    @Test func aCarThatStaysKeepsItsBayOverNight() {
        let work = Work([WorkStep(minutes: 60), WorkStep(minutes: 60, lag: 900...1_200, sameBay: true)])
        let (evening, closed) = (Day.taken(Day.lift, Day.at(19), Day.at(20)), Day.at(19)..<Day.at(20))
        #expect(!Self.starts(work, Day.workshop(), days: 2).isEmpty)
        #expect(Self.starts(work, Day.workshop(), days: 2, [evening]).isEmpty)
        #expect(!Self.starts(work, Day.workshop { $0.bays[0].closures = [closed] }, days: 2).isEmpty, "a closed bay can hold a car")
        let visit = Day.engine(days: 2).candidates(for: work, at: Day.at(15)).first?.assignment
        #expect(visit?.bays.map(\.minutes) == [Day.at(15)..<(visit?.end ?? 0)])
        #expect(visit?.reservations(owner: Day.other).count == 3)
    }

    @Test func buffersOfTwoStepsDoNotMeetInOneBay() {
        let steps = [WorkStep(minutes: 60, cleanUp: 10), WorkStep(minutes: 60, preparation: 10)]
        #expect(Self.starts(Work(steps), Day.workshop()).isEmpty)
        #expect(!Self.starts(Work(steps), Self.pair()).isEmpty, "the other step is done in the other bay")
        #expect(!Self.starts(Work([steps[0], WorkStep(minutes: 60, preparation: 10, lag: 0...20)]), Day.workshop()).isEmpty)
    }

    @Test func buffersReachOverAShortStepBetween() {
        func work(_ lag: ClosedRange<Int>) -> Work {
            Work([WorkStep(minutes: 30, cleanUp: 20), WorkStep(minutes: 5, needsBay: false), WorkStep(minutes: 30, lag: lag)])
        }
        #expect(Self.starts(work(0...14), Day.workshop()).isEmpty)
        #expect(!Self.starts(work(0...15), Day.workshop()).isEmpty)
        let visit = Day.engine().candidates(for: work(0...15), at: Day.at(9)).first?.assignment
        #expect(visit?.steps.last?.start == Day.at(9, 50))
    }

    @Test func severalTakeAsLongAsTheSlowest() {
        let work = Work([WorkStep(minutes: 60, technicians: 2)])
        let visit = Day.engine(Self.pair()).candidates(for: work, at: Day.at(10)).first?.assignment
        #expect(visit?.steps[0].technicians == [Day.ann, Day.bob] && visit?.minutes.count == 75)
        #expect(Self.starts(work, Self.pair()).last == Day.at(15, 45))
        #expect(Self.starts(work, Day.workshop()).isEmpty)
    }

    @Test func theSameTechniciansGoOn() {
        let steps = [WorkStep(minutes: 60, skills: ["brakes": 1]), WorkStep(minutes: 60, skills: ["brakes": 2])]
        var kept = steps
        kept[1].sameTechnicians = true
        let busy = [Day.taken(Day.ann, Day.at(8), Day.at(9))]
        #expect(Self.starts(Work(steps), Self.pair(), busy).first == Day.at(8), "Bob begins and is done when Ann is free")
        #expect(Self.starts(Work(kept), Self.pair(), busy).first == Day.at(9))
    }

    @Test func stepsOfOneDayKeepTogetherUnderTheCeiling() {
        let workshop = Day.workshop { $0.technicians[0].ceilingPercent = 50 }
        let (long, short) = (WorkStep(minutes: 150), WorkStep(minutes: 121))
        var tomorrow = short
        tomorrow.lag = 0...1_440
        #expect(Self.starts(Work([long]), workshop).count == 391)
        #expect(Self.starts(Work([long, short]), workshop, days: 2).isEmpty, "270 of 540 minutes may be sold")
        #expect(!Self.starts(Work([long, tomorrow]), workshop, days: 2).isEmpty)
    }

    @Test func aLoanerIsAwayUntilTheLastStepIsDone() {
        let work = Work([WorkStep(minutes: 60), WorkStep(minutes: 60, lag: 120...120)], loaner: "scanner")
        let starts = Self.starts(work, Day.workshop(), [Day.taken(Day.scanner, Day.at(14), Day.at(14, 30))])
        #expect(starts == Array(Day.at(8)...Day.at(10)), "away for four hours")
        let visit = Day.engine().candidates(for: work, at: Day.at(9)).first?.assignment
        #expect(visit?.loaner == Day.scanner)
        #expect(visit?.reservations(owner: Day.other).contains { $0.resource == Day.scanner && $0.minutes == Day.at(9)..<Day.at(13) } == true)
    }

    @Test func theCounterTakesSoManyCarsInEachStretch() {
        let workshop = Day.workshop { $0.intake = Intake(every: 30, cars: 1) }
        let arrivals = [Arrival(owner: Day.other, start: Day.at(9, 40))]
        let query = SlotQuery(work: Day.brakes(), earliest: 0, latest: Day.at(10, 5), grid: 1)
        func slots(without owner: UUID?) -> Int {
            let engine = SlotEngine(workshop: workshop, from: Day.day, days: 1, reservations: [], arrivals: arrivals, without: owner)
            #expect(engine.candidates(for: query.work, at: Day.at(9, 59)).isEmpty == (owner == nil))
            return engine.slots(query)[0].count
        }
        #expect(slots(without: nil) == 95 && slots(without: Day.other) == 125)
    }

    @Test func partsThatComeAndAPromiseBoundTheVisit() {
        let work = Work([WorkStep(minutes: 60), WorkStep(minutes: 60, lag: 0...60)])
        let query = SlotQuery(work: work, earliest: 0, grid: 1, release: Day.at(9), latestEnd: Day.at(12))
        let engine = Day.engine()
        #expect(engine.slots(query)[0].starts == Array(Day.at(9)...Day.at(10)))
        #expect(engine.candidates(for: work, at: Day.at(10), endingBy: Day.at(12)).first?.assignment.end == Day.at(12))
        #expect(engine.candidates(for: work, at: Day.at(10, 1), endingBy: Day.at(12)).isEmpty)
    }

    @Test func whatIsPinnedCountsEvenWhereItsOwnerIsLeftOut() {
        let own = Reservation(resource: Day.ann, owner: Day.other, minutes: Day.at(8)..<Day.at(12), isPinned: true)
        let engine = SlotEngine(workshop: Day.workshop(), from: Day.day, days: 1, reservations: [own], without: Day.other)
        #expect(engine.candidates(for: Day.brakes(), at: Day.at(10)).isEmpty)
    }

    @Test func whatFollowsNothingSharesNothing() {
        let first = WorkStep(minutes: 10, technicians: 2, sameTechnicians: true, sameBay: true)
        let work = Work([first, WorkStep(minutes: 10, needsBay: false, sameTechnicians: true, sameBay: true)])
        #expect(!work.steps[0].sameTechnicians && !work.steps[0].sameBay && !work.steps[1].sameBay && work.steps[1].technicians == 2)
        #expect(Work([WorkStep]()).steps.count == 1)
    }
}
