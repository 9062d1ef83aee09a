import Contracts
import Foundation
import HTTP
import Outbound
import PostgreSQL
import ServiceKit
import TestSupport
import Testing

@testable import Booking

typealias TestBooking = TestService<BookingService>

/// Now, in these tests: Monday 2 March 2026, 06:00 in Berlin.
let monday = "2026-03-02T05:00:00Z"

/// The booking service with a workshop in Berlin: open on weekdays from 08:00 to 18:00; two technicians of whom both can do
/// brakes and only Ann electrics, two lifts, one scanner.
struct Garage: Sendable {
    static let workshop = UUID(high: 1, low: 1)
    static let ann = UUID(high: 2, low: 1), bob = UUID(high: 2, low: 2)
    static let bays = [UUID(high: 3, low: 1), UUID(high: 3, low: 2)]
    static let scanner = UUID(high: 4, low: 1)
    /// An hour, both technicians; two hours with the scanner, Ann only.
    static let brakes = UUID(high: 5, low: 1), diagnosis = UUID(high: 5, low: 2)
    static let secret = "a secret for tests of 32 letters"

    let service: TestBooking
    let clock: ManualClock

    /// Runs the body with the service and its garage in place.
    static func open(settings: [String: String] = [:], _ body: (Garage) async throws -> Void) async throws {
        let clock = ManualClock(monday)
        let all = ["PITCREW_LINK_SECRET": secret].merging(settings) { _, new in new }
        try await withService(BookingService.self, settings: all, clock: clock) { service in
            let garage = Garage(service: service, clock: clock)
            try await garage.furnish()
            try await body(garage)
        }
    }

    private func furnish() async throws {
        let hours = (1...5).map { OpeningHours(weekday: $0, from: "08:00", to: "18:00") }
        try await put("workshops", Self.workshop, WorkshopDefinition(
            name: "Pit Lane Berlin", timeZone: "Europe/Berlin", country: "DE", currency: "EUR", address: "Ring 1", opens: hours
        ))
        for (id, name, skills) in [(Self.ann, "Ann", ["brakes": 2, "electrics": 3]), (Self.bob, "Bob", ["brakes": 2])] {
            try await put("technicians", id, TechnicianDefinition(
                workshopId: Self.workshop, name: name, skills: skills, shifts: hours
            ))
        }
        for (index, id) in Self.bays.enumerated() {
            try await put("bays", id, BayDefinition(workshopId: Self.workshop, name: "Lift \(index + 1)", kind: "lift"))
        }
        try await put("tools", Self.scanner, ToolDefinition(workshopId: Self.workshop, name: "Scanner", kind: "scanner"))
        try await put("services", Self.brakes, Self.definition("BRK", "Brake pads", 10, "brakes", []))
        try await put("services", Self.diagnosis, Self.definition("DIA", "Diagnosis", 20, "electrics", ["scanner"]))
    }

    static func definition(_ code: String, _ name: String, _ tenths: Int, _ skill: String, _ tools: [String]) -> ServiceDefinition {
        ServiceDefinition(
            code: code, name: name, category: "repair", labourTenths: tenths, skill: skill, level: 1, bayKind: "lift", toolKinds: tools,
            prices: [Money(amount: 9_900, currency: "EUR"), Money(amount: 39_900, currency: "AED")]
        )
    }

    @discardableResult
    func put(_ collection: String, _ id: UUID, _ definition: some Encodable & Sendable) async throws -> OutboundResponse {
        let response = try await service.send(
            .put, "/v1/\(collection)/\(id.text)", body: definition, token: try service.token(scopes: ["catalogue"])
        )
        try #require(response.status == 204, Comment(rawValue: response.text))
        return response
    }

    /// An order for a start on a day of March 2026, in the summerless time of Berlin.
    static func order(
        _ hour: Int, _ minute: Int = 0, day: Int = 3, of service: UUID = brakes, customer: String = "eve@example.org"
    ) -> BookingOrder {
        BookingOrder(
            workshopId: workshop, serviceIds: [service], start: at(day: day, hour, minute),
            customer: CustomerInput(name: "Eve Example", email: customer), vehicle: VehicleInput(plate: "B-PC 1", make: "VW", model: "Golf")
        )
    }

    static func at(day: Int = 3, _ hour: Int, _ minute: Int = 0) -> Date {
        let midnight = Timestamp.parse("2026-03-01T00:00:00+01:00") ?? Date(timeIntervalSince1970: 0)
        return midnight.addingTimeInterval(Double(((day - 1) * 24 + hour) * 3_600 + minute * 60))
    }

    func post(_ order: BookingOrder, key: String = UUID().text) async throws -> OutboundResponse {
        try await service.post("/v1/appointments", order, key: key)
    }

    /// Books, and expects to succeed.
    func book(_ order: BookingOrder) async throws -> BookedAppointment {
        let response = try await post(order)
        try #require(response.status == 201, "\(response.text)")
        return try response.decoded()
    }

    func staff(
        _ method: OutboundRequest.Method, _ path: String, _ body: (any Encodable & Sendable)? = nil, ifMatch: Int? = nil
    ) async throws -> OutboundResponse {
        try await service.send(
            method, path, body: body, token: try service.token(scopes: ["appointments"]),
            headers: ifMatch.map { [("if-match", "\"\($0)\"")] } ?? []
        )
    }

    func move(_ appointment: UUID, to start: Date, ifMatch: Int? = nil) async throws -> OutboundResponse {
        try await staff(.post, "/v1/appointments/\(appointment.text)/move", MoveBody(start: start, reason: .correction), ifMatch: ifMatch)
    }

    /// All appointments of a week of March 2026.
    func appointments() async throws -> [AppointmentState] {
        let path = "/v1/appointments?workshopId=\(Self.workshop.text)&from=2026-03-02&to=2026-03-08"
        let page: AppointmentPage = try await staff(.get, path).decoded()
        return page.items
    }

    /// All moves at the same time.
    func moveTogether(_ appointments: [UUID], to starts: [Date], ifMatch: Int? = nil) async throws -> [OutboundResponse] {
        try await withThrowingTaskGroup(of: OutboundResponse.self) { group in
            for (id, start) in zip(appointments, starts) { group.addTask { try await move(id, to: start, ifMatch: ifMatch) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    /// The free starts of a day of March 2026, as "08:00" in Berlin.
    func starts(_ service: UUID = brakes, day: Int = 3) async throws -> [Date] {
        let path = "/v1/slots?workshopId=\(Self.workshop.text)&serviceIds=\(service.text)&from=2026-03-0\(day)&days=1"
        let answer: SlotAnswer = try await self.service.get(path).decoded()
        return answer.days.flatMap(\.slots).map(\.start)
    }

    func slug(_ response: OutboundResponse) -> String? {
        response.json["type"]?.stringValue.map { String($0.split(separator: ":").last ?? "") }
    }

    /// Why requests were refused.
    func slugs(_ responses: [OutboundResponse]) -> Set<String> { Set(responses.compactMap { slug($0) }) }

    /// How many rows a table has, as "allocations WHERE active".
    func count(_ rows: String) async throws -> Int {
        try await service.database.query("SELECT count(*) AS n FROM \(unescaped: rows)").first?.get("n") ?? -1
    }

    /// Whether the database refuses a statement.
    func refuses(_ statement: String) async throws -> Bool {
        do {
            try await service.database.execute("\(unescaped: statement)")
            return false
        } catch is PostgresError {
            return true
        }
    }

    /// How many pairs of active allocations overlap: must be none, whatever happened.
    func overlaps() async throws -> Int {
        try await service.database.query("""
            SELECT count(*) AS n FROM allocations a JOIN allocations b
                ON a.resource_id = b.resource_id AND a.appointment_id < b.appointment_id AND a.during && b.during
            WHERE a.active AND b.active
            """).first?.get("n") ?? -1
    }
}
