import Contracts
import Foundation
import PostgreSQL
import TestSupport
import Testing

@testable import Booking

/// Nobody waits in a circle: whoever waits for one thing does not hold what the other takes after it.
@Suite struct LockOrderTests {
    private static let settings = ["PITCREW_DATABASE_CONNECTIONS": "8", "PITCREW_DATABASE_WAIT": "25s"]

    /// Runs the body while another connection holds something, until the body waits for that; then `free` must be free, and the body ends.
    private func whileHeld(
        _ held: SQL, free: [SQL], in garage: Garage, _ body: @escaping @Sendable () async throws -> Void
    ) async throws {
        let database = garage.service.database
        let task = try await database.withTransaction { transaction in
            try await transaction.execute(held)
            let task = Task { try await body() }
            try await eventually("somebody waits for it") {
                try await !database.query("""
                    SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
                    """).isEmpty
            }
            for one in free { try #require(try await !transaction.query(one).isEmpty, "there is nothing to hold") }
            return task
        }
        try await task.value
    }

    private static let chain: SQL = "SELECT 1 FROM audit_heads FOR UPDATE NOWAIT"

    @Test func whoGrantsARequestTakesItBeforeTheChainAsWhoDeclinesIt() async throws {
        try await Garage.open(settings: Self.settings) { garage in
            let booked = try await garage.book(Garage.order(8))
            garage.clock.set(Garage.at(7))
            let asked = try await garage.asked(ExceptionWish(kind: .cancel, reason: .illness), booked.manageToken)
            let held: SQL = "SELECT 1 FROM exceptions WHERE id = \(asked.id) FOR UPDATE"
            try await whileHeld(held, free: [Self.chain], in: garage) {
                let answer = try await garage.decide(asked.id, "approve", ApproveBody())
                #expect(answer.status == 200, "\(answer.text)")
            }
        }
    }

    private static func request(_ customer: String, day: Int, _ hour: Int, number: UInt64) -> PartnerBookingRequested {
        PartnerBookingRequested(
            requestId: UUID(high: 88, low: number), partnerId: UUID(high: 8, low: 8), reference: "F-\(number)", workshopId: Garage.workshop,
            serviceIds: [Garage.brakes], start: Garage.at(day: day, hour),
            customer: .init(name: "Fleet Driver", email: customer), vehicle: .init(plate: "B-FL 7", make: "Ford", model: "Transit")
        )
    }

    private func answer(_ requests: [PartnerBookingRequested], in garage: Garage) -> @Sendable () async throws -> Void {
        { [booking = garage.partnerBooking(), database = garage.service.database] in
            try await database.withTransaction { try await booking(requests, in: $0) }
        }
    }

    @Test func manyRequestsOfPartnersTakeCustomersThenDaysThenTheChain() async throws {
        try await Garage.open(settings: Self.settings) { garage in
            try await garage.setPolicies(PolicyDocument(rules: [PolicyRule(name: "all", maximumOpen: 9)]))
            for day in [3, 4] { _ = try await garage.book(Garage.order(8, day: day)) }
            let names = ["anna@fleet.example", "ben@fleet.example", "cleo@fleet.example"]
            for (index, name) in names.enumerated() {
                // As somebody who books for that customer.
                let held: SQL = "SELECT pg_advisory_xact_lock(hashtextextended(\(NaturalIdentity.customer(email: name).text), 3))"
                let requests = names.enumerated().map { Self.request($1, day: 3 + $0, 10 + index, number: UInt64(10 * index + $0)) }
                let days: SQL = "SELECT 1 FROM workshop_days FOR UPDATE NOWAIT"
                try await whileHeld(held, free: [days, Self.chain], in: garage, answer(requests, in: garage))
            }
            let later: SQL = "SELECT 1 FROM workshop_days WHERE day = '2026-03-04' FOR UPDATE"
            let requests = [Self.request(names[0], day: 4, 15, number: 91), Self.request(names[1], day: 3, 15, number: 90)]
            try await whileHeld(later, free: [Self.chain], in: garage, answer(requests, in: garage))
            let told = try await garage.count("(SELECT DISTINCT appointment_id FROM audit) told")
            #expect(try await garage.count("appointments") == told)
            #expect(try await garage.count("appointments WHERE request_id IS NOT NULL") == 11)
        }
    }
}
