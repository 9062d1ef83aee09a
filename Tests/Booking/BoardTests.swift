import Contracts
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Booking

@Suite struct BoardTests {
    @Test func theBoardShowsPeoplePlacesAndTheDaysAppointments() async throws {
        try await Garage.open { garage in
            let mine = try await garage.book(Garage.order(10)).appointment
            _ = try await garage.book(Garage.order(10, day: 4))
            let path = "/v1/board?workshopId=\(Garage.workshop.text)&date=2026-03-03"
            let board: Board = try await garage.staff(.get, path).decoded()
            #expect(board.appointments.map(\.state) == [mine] && board.technicians.map(\.name) == ["Ann", "Bob"])
            #expect(board.technicians[0].shift == [Period(start: Garage.at(8), end: Garage.at(18))])
            #expect(board.bays.map(\.name) == ["Lift 1", "Lift 2"])
        }
    }

    @Test func aWatcherHearsOfChangesOfThisInstanceAndOfOthers() async throws {
        try await Garage.open { garage in
            let heard = Mutex<[AppointmentState]>([])
            // Signals that nobody gives: what is heard comes by looking, as from another instance.
            let watch = WatchBoard(
                database: garage.service.database, days: DayStore(clock: garage.clock), appointments: AppointmentStore(), signals: BoardSignals()
            )
            let task = Task {
                try await watch(of: Garage.workshop, on: LocalDate(daysSince1970: 20_515)) { state in heard.withLock { $0.append(state) } }
            }
            defer { task.cancel() }
            let id = try await garage.book(Garage.order(10)).appointment.id.text
            try await eventually("the booking is heard") { heard.withLock { $0.last?.status == .booked } }
            _ = try await garage.staff(.post, "/v1/appointments/\(id)/check-in")
            try await eventually("the arrival is heard") { heard.withLock { $0.last?.status == .checkedIn } }
            _ = try await garage.staff(.post, "/v1/appointments/\(id)/move", MoveBody(start: Garage.at(day: 5, 10)))
            try await eventually("leaving the day is heard") { heard.withLock { $0.last?.start == Garage.at(day: 5, 10) } }
        }
    }

    @Test func listsComeInPages() async throws {
        try await Garage.open { garage in
            for hour in [9, 11, 13] { _ = try await garage.book(Garage.order(hour)) }
            let path = "/v1/appointments?workshopId=\(Garage.workshop.text)&from=2026-03-02&to=2026-03-06&limit=2"
            let first: AppointmentPage = try await garage.staff(.get, path).decoded()
            #expect(first.items.map(\.start) == [Garage.at(9), Garage.at(11)])
            let cursor = try #require(first.nextCursor)
            let second: AppointmentPage = try await garage.staff(.get, "\(path)&cursor=\(cursor)").decoded()
            #expect(second.items.map(\.start) == [Garage.at(13)] && second.nextCursor == nil)
            #expect(try await garage.staff(.get, "\(path)&cursor=bm9uc2Vuc2U").status == 422)
        }
    }
}
