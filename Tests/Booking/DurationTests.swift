import Contracts
import Foundation
import Scheduling
import TestSupport
import Testing

@testable import Booking

@Suite struct DurationTests {
    /// Books an hour of brakes at ten on a weekday, starts it then and finishes it so many minutes later.
    private func work(_ minutes: Int, day: Int, in garage: Garage) async throws -> AppointmentState {
        let booked = try await garage.book(Garage.order(10, day: day)).appointment
        garage.clock.set(booked.start)
        _ = try await garage.staff(.post, "/v1/appointments/\(booked.id.text)/check-in")
        _ = try await garage.staff(.post, "/v1/appointments/\(booked.id.text)/start")
        garage.clock.set(booked.start.addingTimeInterval(Double(minutes) * 60))
        let done = try await garage.staff(.post, "/v1/appointments/\(booked.id.text)/complete")
        try #require(done.status == 200, "\(done.text)")
        return try done.decoded()
    }

    /// As if so many such jobs had been finished.
    private func remember(_ count: Int, ratio: Double, in garage: Garage) async throws {
        var cell = DurationCell(service: Garage.brakes, vehicleClass: "midsize", technician: Garage.ann)
        for index in 0..<count { cell.add(plannedMinutes: 1_000, actualMinutes: Int(ratio * 1_000) + (index % 2 == 0 ? 100 : -100)) }
        let taught = cell
        try await garage.service.database.withTransaction { try await DurationStore().add([taught], of: Garage.workshop, in: $0) }
    }

    private func workshop(plansByExperience: Bool) -> WorkshopDefinition {
        WorkshopDefinition(
            name: "Pit Lane Berlin", timeZone: "Europe/Berlin", country: "DE", currency: "EUR", address: "Ring 1",
            opens: (1...5).map { OpeningHours(weekday: $0, from: "08:00", to: "18:00") }, plansByExperience: plansByExperience)
    }

    private func duration(in garage: Garage) async throws -> Int {
        let path = "/v1/slots?workshopId=\(Garage.workshop.text)&serviceIds=\(Garage.brakes.text)&from=2026-03-10&days=1"
        return try await garage.service.get(path).decoded(SlotAnswer.self).durationMinutes
    }

    @Test func aFinishedJobIsLearnedFromOnce() async throws {
        try await Garage.open { garage in
            let done = try await work(90, day: 3, in: garage)
            let again = try await garage.staff(.post, "/v1/appointments/\(done.id.text)/complete")
            #expect(again.status == 409)
            // Told anew, as after a crash between writing and answering.
            let learn = LearnDurations(plans: PlanStore(catalogue: CatalogueStore(), clock: garage.clock), durations: DurationStore())
            try await garage.service.database.withTransaction { transaction in
                try await learn(done, .start, at: Garage.at(11), in: transaction)
                try await learn(done, .complete, at: Garage.at(12), in: transaction)
            }
            let cells = try await DurationStore().cells(of: Garage.workshop, in: garage.service.database)
            var one = DurationCell(service: Garage.brakes, vehicleClass: "midsize", technician: done.technician.id)
            one.add(plannedMinutes: 60, actualMinutes: 90)
            #expect(cells == [one])
            #expect(try await garage.count("work_times WHERE completed_at - started_at = '90 minutes'") == 1)
        }
    }

    @Test func whatWasBegunBeforeTheWorkshopClosedDownIsFinished() async throws {
        try await Garage.open { garage in
            let booked = try await garage.book(Garage.order(10)).appointment
            garage.clock.set(booked.start)
            _ = try await garage.staff(.post, "/v1/appointments/\(booked.id.text)/start")
            var closed = workshop(plansByExperience: false)
            closed.active = false
            try await garage.put("workshops", Garage.workshop, closed)
            #expect(try await garage.staff(.post, "/v1/appointments/\(booked.id.text)/complete").status == 200)
            #expect(try await garage.count("duration_cells") == 0)
        }
    }

    @Test func jobsAddUpAndThoseLeftOverNightDoNotCount() async throws {
        try await Garage.open { garage in
            for (day, minutes) in [(3, 60), (4, 75), (5, 16 * 60)] { _ = try await work(minutes, day: day, in: garage) }
            let cells = try await DurationStore().cells(of: Garage.workshop, in: garage.service.database)
            #expect(cells.reduce(0) { $0 + $1.count } == 2)
            let (sum, squares) = cells.reduce(into: (0.0, 0.0)) { $0 = ($0.0 + $1.sum, $0.1 + $1.squares) }
            #expect(abs(sum - log(1.25)) < 1e-12 && abs(squares - log(1.25) * log(1.25)) < 1e-12)
            #expect(try await garage.count("work_times") == 3)
        }
    }

    @Test func onlyAWorkshopThatSaysSoPlansByExperience() async throws {
        try await Garage.open { garage in
            try await remember(40, ratio: 1.5, in: garage)
            try await garage.put("workshops", Garage.workshop, workshop(plansByExperience: false))
            #expect(try await duration(in: garage) == 60)
            try await garage.put("workshops", Garage.workshop, workshop(plansByExperience: true))
            let longer = try await duration(in: garage)
            #expect((78...96).contains(longer), "\(longer)")
            // What is sold is as long as what is shown.
            let booked = try await garage.book(Garage.order(10, day: 10)).appointment
            #expect(booked.end.timeIntervalSince(booked.start) >= 75 * 60)
            #expect(booked.services.first?.labourTenths == 10, "the price of the guide's time stays")
        }
    }

    @Test func everyTenthJobIsALesson() async throws {
        try await Garage.open { garage in
            try await garage.put("workshops", Garage.workshop, workshop(plansByExperience: true))
            try await remember(DurationModel.fewestJobs - 1, ratio: 2, in: garage)
            #expect(try await duration(in: garage) == 60)
            _ = try await work(120, day: 3, in: garage)
            #expect(try await duration(in: garage) > 80)
        }
    }

    @Test(arguments: [(9, 2, true), (8, 2, true), (10, 2, false), (9, 1, true), (8, 1, false), (19, 3, true)])
    func aLessonIsGivenWhereverTheTenthJobIsPassed(_ known: Int, _ added: Int, _ isTaught: Bool) async throws {
        try await Garage.open { garage in
            try await garage.put("workshops", Garage.workshop, workshop(plansByExperience: true))
            try await remember(known, ratio: 2, in: garage)
            let revision = "workshops WHERE revision > "
            let before: Int64 = try await garage.service.database.query("SELECT revision FROM workshops")[0].get("revision")
            try await remember(added, ratio: 2, in: garage)
            try await garage.service.database.withTransaction { try await DurationStore().teach(Garage.workshop, added: added, in: $0) }
            #expect(try await garage.count(revision + String(before)) == (isTaught ? 1 : 0))
        }
    }

    @Test func theBoardTellsHowProbableEachPromiseIs() async throws {
        try await Garage.open { garage in
            let path = "/v1/board?workshopId=\(Garage.workshop.text)&date=2026-03-03"
            func risks() async throws -> [Double?] {
                try await garage.staff(.get, path).decoded(Board.self).appointments.sorted { $0.state.start < $1.state.start }.map(\.promiseRisk)
            }
            try await garage.put("technicians", Garage.bob, TechnicianDefinition(
                workshopId: Garage.workshop, name: "Bob", skills: [:], shifts: [OpeningHours(weekday: 1, from: "08:00", to: "18:00")]))
            let first = try await garage.book(Garage.order(9)).appointment
            let second = try await garage.book(Garage.order(10)).appointment
            // Nothing is known yet: as often more as less, and what follows waits for it.
            let unknown = try await risks()
            #expect(abs((unknown[0] ?? 0) - 0.5) < 0.02 && unknown[1] ?? 1 < 0.45 && unknown[1] ?? 0 > 0.2)
            try await remember(400, ratio: 0.7, in: garage)
            let known = try await risks()
            #expect(known[0] ?? 0 > 0.9 && known[1] ?? 0 > 0.9)
            garage.clock.set(Garage.at(9))
            for step in ["check-in", "start"] { _ = try await garage.staff(.post, "/v1/appointments/\(first.id.text)/\(step)") }
            garage.clock.set(Garage.at(9, 58))
            let late = try await risks()
            #expect(late[0] ?? 1 < 0.55 && late[1] ?? 1 < known[1] ?? 0, "it should have been done: \(late)")
            garage.clock.set(Garage.at(10, 1))
            #expect(try await risks().first == 0)
            _ = try await garage.staff(.post, "/v1/appointments/\(first.id.text)/complete")
            let done = try await risks()
            #expect(done[0] == nil && done[1] ?? 0 > late[1] ?? 1)
            let board = try await garage.staff(.get, path)
            #expect(board.text.contains(#""promiseRisk":"#) && board.text.contains(second.id.text))
        }
    }
}
