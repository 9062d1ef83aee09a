import Contracts
import Foundation
import Scheduling
import Testing

/// One technician, one bay, open 08:00 to 18:00 in Berlin on Monday 2 March 2026, unless a case says otherwise.
@Suite struct SlotEngineTests {
    static let day = LocalDate(daysSince1970: 20_514)
    static let ann = UUID(high: 1, low: 1), bob = UUID(high: 1, low: 2)
    static let lift = UUID(high: 2, low: 1), flat = UUID(high: 2, low: 2)
    static let scanner = UUID(high: 3, low: 1), other = UUID(high: 9, low: 9)

    static var zone: TimeZone { TimeZone(identifier: "Europe/Berlin") ?? .gmt }
    static func at(_ hour: Int, _ minute: Int = 0) -> EpochMinute { DayFrame(day, in: zone).start + hour * 60 + minute }

    static func workshop(_ change: (inout Workshop) -> Void = { _ in }) -> Workshop {
        var workshop = Workshop(
            calendar: WorkshopCalendar(zone: zone, opening: WeeklyHours(1...5, 480, 1_080)),
            technicians: [Technician(id: ann, skills: ["brakes": 2], shifts: WeeklyHours(1...7, 480, 1_020))],
            bays: [Bay(id: lift, kinds: ["lift"])], tools: [ToolUnit(id: scanner, kind: "scanner")]
        )
        change(&workshop)
        return workshop
    }

    static func brakes(hours tenths: Int = 10, level: Int = 2) -> Work {
        Work([ServiceDemand(labourTenths: tenths, skills: ["brakes": level], bayKind: "lift")])
    }

    static func engine(_ workshop: Workshop = workshop(), days: Int = 1, _ reservations: [Reservation] = []) -> SlotEngine {
        SlotEngine(workshop: workshop, from: day, days: days, reservations: reservations)
    }

    static func taken(_ resource: UUID, _ from: EpochMinute, _ to: EpochMinute) -> Reservation {
        Reservation(resource: resource, owner: other, minutes: from..<to)
    }

    @Test func anEmptyDayOffersEveryQuarterHourUntilTheShiftEnds() {
        let slots = Self.engine().slots(SlotQuery(work: Self.brakes(), earliest: 0))[0].starts
        #expect(slots.count == 33 && slots.first == Self.at(8) && slots.last == Self.at(16))
    }

    @Test func nothingBeforeTheEarliestIsOffered() {
        let slots = Self.engine().slots(SlotQuery(work: Self.brakes(), earliest: Self.at(15, 31)))[0].starts
        #expect(slots == [Self.at(15, 45), Self.at(16)])
    }

    @Test func buffersTakeTheBayButNotTheTechnician() {
        let work = Work([ServiceDemand(labourTenths: 10, bayKind: "lift", preparation: 15, cleanUp: 20)])
        let engine = Self.engine(Self.workshop(), [
            Self.taken(Self.lift, Self.at(8), Self.at(9)), Self.taken(Self.lift, Self.at(10, 40), Self.at(18)),
        ])
        #expect(engine.starts(of: work, on: engine.days[0]).minutes == Array(555...560))
    }

    struct Refusal: Sendable {
        let blocker: Blocker
        let hour: Int
        let change: @Sendable (inout Workshop) -> Void
        var reservations: [Reservation] = []
        var work = SlotEngineTests.brakes()
    }

    @Test(arguments: [
        Refusal(blocker: .outsideOpeningHours, hour: 7, change: { _ in }),
        Refusal(blocker: .outsideOpeningHours, hour: 10, change: { $0.calendar.exceptions[day] = [] }),
        Refusal(blocker: .technicianOffShift, hour: 17, change: { _ in }),
        Refusal(blocker: .technicianOffShift, hour: 10, change: { $0.technicians[0].absences = [at(9)..<at(12)] }),
        Refusal(blocker: .technicianOffShift, hour: 10, change: { $0.technicians[0].breaks = WeeklyHours(1...1, 630, 660) }),
        Refusal(blocker: .noSkilledTechnician, hour: 10, change: { _ in }, work: brakes(level: 3)),
        Refusal(blocker: .techniciansBusy, hour: 10, change: { _ in }, reservations: [taken(ann, at(10, 59), at(11, 30))]),
        Refusal(
            blocker: .utilisationCeiling, hour: 10, change: { $0.technicians[0].ceilingPercent = 50 },
            reservations: [taken(ann, at(12), at(16))]
        ),
        Refusal(blocker: .noSuitableBay, hour: 10, change: { $0.bays[0].kinds = ["flat"] }),
        Refusal(blocker: .baysBusy, hour: 10, change: { $0.bays[0].closures = [at(10)..<at(11)] }),
        Refusal(
            blocker: .noSuchTool, hour: 10, change: { $0.tools = [] },
            work: Work([ServiceDemand(labourTenths: 10, tools: ["scanner": 1])])
        ),
        Refusal(
            blocker: .toolsBusy, hour: 10, change: { _ in }, reservations: [taken(scanner, at(10, 30), at(10, 31))],
            work: Work([ServiceDemand(labourTenths: 10, tools: ["scanner": 1])])
        ),
    ])
    func aRefusalNamesWhatStandsInTheWay(_ row: Refusal) {
        let engine = Self.engine(Self.workshop(row.change), row.reservations)
        #expect(engine.blockers(for: row.work, at: Self.at(row.hour)) == [row.blocker])
        #expect(engine.candidates(for: row.work, at: Self.at(row.hour)).isEmpty)
    }

    @Test func theLessBurdenedTechnicianIsProposedThenTheOneWithoutSurplusSkill() {
        let pair = Self.workshop { workshop in
            workshop.technicians.append(Technician(id: Self.bob, skills: ["brakes": 3], shifts: WeeklyHours(1...7, 480, 1_020)))
            workshop.bays.append(Bay(id: Self.flat, kinds: ["lift"]))
        }
        let idle = Self.engine(pair).candidates(for: Self.brakes(), at: Self.at(10))
        #expect(idle.map(\.assignment.steps[0].technicians).prefix(2) == [[Self.ann], [Self.ann]])
        let busy = Self.engine(pair, [Self.taken(Self.ann, Self.at(13), Self.at(16))])
        #expect(busy.candidates(for: Self.brakes(), at: Self.at(10)).first?.assignment.steps[0].technicians == [Self.bob])
    }

    @Test func movingIgnoresTheAppointmentsOwnReservations() {
        let own = Self.taken(Self.ann, Self.at(10), Self.at(11))
        let engine = SlotEngine(workshop: Self.workshop(), from: Self.day, days: 1, reservations: [own], without: Self.other)
        #expect(!engine.candidates(for: Self.brakes(), at: Self.at(10, 15)).isEmpty)
    }

    @Test func proposalsAreTheEarliestTheLightestDayAndTheTightestFit() {
        let engine = Self.engine(Self.workshop(), days: 3, [
            Self.taken(Self.ann, Self.at(9, 15), Self.at(11)), Self.taken(Self.lift, Self.at(9, 15), Self.at(11)),
        ])
        let query = SlotQuery(work: Self.brakes(), earliest: 0)
        let proposals = engine.recommend(query, among: engine.slots(query))
        #expect(proposals.first?.start == Self.at(8) && proposals.first?.reasons.contains(.earliest) == true)
        #expect(proposals.contains { $0.reasons.contains(.lightestDay) && $0.start == Self.at(8) + 1_440 })
        #expect(Set(proposals.flatMap(\.reasons)) == Set(SlotReason.allCases))
    }

    @Test func severalServicesAddTimeAndTakeTheHighestDemand() {
        let work = Work([
            ServiceDemand(labourTenths: 5, skills: ["brakes": 1], bayKind: "lift", tools: ["scanner": 1], cleanUp: 5),
            ServiceDemand(labourTenths: 7, skills: ["brakes": 2, "tyres": 1], preparation: 10),
        ], classPercent: 115)
        #expect(work.steps == [WorkStep(
            minutes: 83, skills: ["brakes": 2, "tyres": 1], bayKinds: ["lift"], tools: ["scanner": 1], preparation: 10, cleanUp: 5
        )])
    }
}
