import Contracts
import Foundation
import TestSupport
import Testing

@testable import Booking

@Suite struct PlaceTests {
    private static let hours = (1...5).map { OpeningHours(weekday: $0, from: "08:00", to: "18:00") }

    private func recommend(_ service: UUID, _ more: String = "", in garage: Garage) async throws -> [Place] {
        let path = "/v1/recommendations?workshopId=\(Garage.workshop.text)&serviceIds=\(service.text)&from=2026-03-03\(more)"
        let answer = try await garage.staff(.get, path)
        try #require(answer.status == 200, "\(answer.text)")
        return try answer.decoded(RecommendationAnswer.self).best
    }

    private func put(_ id: UUID, _ name: String, _ skills: [String: Int], from: String = "08:00", to: String = "18:00", in garage: Garage)
        async throws
    {
        let shifts = (1...5).map { OpeningHours(weekday: $0, from: from, to: to) }
        let definition = TechnicianDefinition(workshopId: Garage.workshop, name: name, skills: skills, shifts: shifts)
        try await garage.put("technicians", id, definition)
    }

    @Test func theBestPlacesComeWithPartsThatAddUpAndReasons() async throws {
        try await Garage.open { garage in
            try await put(Garage.bob, "Bob", ["brakes": 1], in: garage)
            let best = try await recommend(Garage.brakes, "&days=2&due=\(Timestamp.text(Garage.at(9, 30)))", in: garage)
            #expect(best.count == 10 && best.map(\.score.total) == best.map(\.score.total).sorted())
            for place in best {
                let score = place.score
                #expect(score.total == score.skillFit + score.loadBalance + score.fragmentation + score.lateness + score.displacedWork)
                #expect(place.reasons.map(\.code) == ["skill_fit", "load_balance", "fragmentation", "lateness"])
            }
            let first = try #require(best.first)
            #expect(first.start == Garage.at(8) && first.end == Garage.at(9) && first.technician.name == "Bob")
            #expect(first.sentence
                == "Bob has just the skill for it, the day is then 10 % sold, free time is split or gaps are left and it is done in time.")
            let late = try #require(best.first { $0.score.lateness > 30 })
            #expect(late.sentence.contains("minutes late") && late.reasons.last?.values["due"] == Timestamp.text(Garage.at(9, 30)))
            #expect(try await recommend(Garage.brakes, "&days=2&due=\(Timestamp.text(Garage.at(9, 30)))", in: garage) == best)
            _ = try await garage.book(Garage.order(8))
            let then = try await recommend(Garage.brakes, "&days=2", in: garage)
            #expect(!then.contains { $0.start == Garage.at(8) && $0.technician.name == "Bob" })
        }
    }

    @Test func forHighPriorityABookingMakesWayThatOthersCanDo() async throws {
        try await Garage.open { garage in
            let long = UUID(high: 5, low: 3)
            try await garage.put("services", long, Garage.definition("LNG", "Long brakes", 20, "brakes", []))
            try await put(Garage.ann, "Ann", ["brakes": 2, "electrics": 3], from: "10:00", to: "12:00", in: garage)
            try await put(Garage.bob, "Bob", [:], in: garage)
            let brakes = try await garage.book(Garage.order(10, of: long)).appointment
            #expect(brakes.technician.id == Garage.ann)
            try await put(Garage.bob, "Bob", ["brakes": 2], in: garage)
            #expect(try await recommend(Garage.diagnosis, "&days=1", in: garage).isEmpty)
            let best = try await recommend(Garage.diagnosis, "&days=1&priority=high", in: garage)
            let place = try #require(best.first)
            #expect(best.count == 1 && place.start == Garage.at(10) && place.score.displacedWork == 60)
            let values = try #require(place.reasons.last { $0.code == "displaced_work" }?.values)
            #expect(values["appointmentId"] == brakes.id.text && values["technician"] == "Bob" && values["version"] == "1")
            #expect(values["from"] == values["to"] && values["plate"] == "B-PC 1")
            #expect(place.sentence.contains("B-PC 1 stays at 10:00 and goes to Bob in Lift"))
            // Who was asked for another time before, or is there already, is not asked.
            _ = try await garage.staff(.post, "/v1/appointments/\(brakes.id.text)/check-in")
            #expect(try await recommend(Garage.diagnosis, "&days=1&priority=high", in: garage).isEmpty)
        }
    }

    @Test func anAppointmentsPlacesDoNotCountItself() async throws {
        try await Garage.open { garage in
            let mine = try await garage.book(Garage.order(10, of: Garage.diagnosis)).appointment
            let path = "/v1/appointments/\(mine.id.text)/places?from=2026-03-03&days=2"
            let places: MovePlaces = try await garage.staff(.get, path).decoded()
            #expect(places.appointmentId == mine.id && places.version == 1 && places.days.map(\.date.description) == ["2026-03-03", "2026-03-04"])
            #expect(places.days[0].starts.contains(Garage.at(10, 15)) && places.days[0].starts.first == Garage.at(8))
            #expect(places.days[0].starts.last == Garage.at(16) && places.days[1].starts.count == 33)
            #expect(!places.best.isEmpty && !places.best.contains { $0.start == mine.start && $0.technician.id == mine.technician.id })
            #expect(places.best.first?.start == Garage.at(8) && places.best.first?.sentence.contains("in time") == true)
            for place in places.best.prefix(3) {
                #expect(try await garage.move(mine.id, to: place.start).status == 200)
            }
        }
    }

    @Test func badQuestionsNameTheField() async throws {
        try await Garage.open { garage in
            let mine = try await garage.book(Garage.order(10)).appointment
            let path = "/v1/recommendations?workshopId=\(Garage.workshop.text)&serviceIds=\(Garage.brakes.text)"
            for (asked, field) in [("\(path)&days=15", "days"), ("/v1/appointments/\(mine.id.text)/places?days=8", "days")] {
                let answer = try await garage.staff(.get, asked)
                #expect(answer.status == 422 && answer.text.contains("\"\(field)\""))
            }
            #expect(try await garage.staff(.get, "\(path)&priority=urgent").status == 400)
            #expect(try await garage.service.get(path).status == 401)
            #expect(try await garage.staff(.get, "/v1/appointments/\(UUID().text)/places").status == 404)
        }
    }

    @Test func nightsAreShownOverTheEdgesOfTheDaysAskedFor() async throws {
        try await Garage.open { garage in
            let always = (1...7).map { OpeningHours(weekday: $0, from: "00:00", to: "24:00") }
            try await garage.put("workshops", Garage.workshop, WorkshopDefinition(
                name: "Pit Lane Berlin", timeZone: "Europe/Berlin", country: "DE", currency: "EUR", address: "Ring 1", opens: always))
            for (id, name) in [(Garage.ann, "Ann"), (Garage.bob, "Bob")] {
                try await garage.put("technicians", id, TechnicianDefinition(
                    workshopId: Garage.workshop, name: name, skills: ["brakes": 2, "electrics": 2], shifts: always))
            }
            // Work that goes on over midnight may begin on the last day shown.
            #expect(try await garage.starts(Garage.diagnosis).last == Garage.at(23, 45))
            // What began the day before still has the scanner.
            #expect(try await garage.post(Garage.order(23, day: 2, of: Garage.diagnosis)).status == 201)
            #expect(try await garage.starts(Garage.diagnosis).first == Garage.at(1))
        }
    }
}
