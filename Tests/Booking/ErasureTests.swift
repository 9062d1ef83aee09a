import Contracts
import Foundation
import PostgreSQL
import TestSupport
import Testing

@testable import Booking

/// What is left of a person who was erased.
@Suite struct ErasureTests {
    /// Everything that the service holds for longer than its messages, as text.
    private static let tables = [
        "appointments", "exceptions", "waiting_list", "contacts", "audit", "audit_notes", "holds", "customer_tiers", "policy_changes",
        "waiting_list_changes", "erased_customers",
    ]

    private static func tables(with word: String, in garage: Garage) async throws -> [String] {
        var found: [String] = []
        for table in tables where try await garage.count("\(table) t WHERE t::text ILIKE '%\(word)%'") > 0 { found.append(table) }
        return found
    }

    private static func erase(_ customer: UUID, version: Int64 = 5, aliases: [UUID] = [], in garage: Garage) async throws {
        let order = CustomerErased(customerId: customer, version: version, aliases: aliases, at: garage.clock.now())
        try await garage.service.publish(.customerErased, subject: customer, version: version, payload: order)
        try await eventually("the person is erased") {
            try await garage.count("erased_customers WHERE customer_id = '\(customer.text)' AND version = \(version)") == 1
        }
    }

    @Test func everyWordOfAPersonGoesAndTheTrailStaysWhole() async throws {
        try await Garage.open { garage in
            var order = Garage.order(8, customer: "Zacharias@Example.org")
            order.customer.name = "Zacharias Zink"
            order.customer.phone = "+49309876543"
            order.vehicle.plate = "B-ZZ 77"
            order.vehicle.vin = "WVWZZZ1JZXW000077"
            order.note = "Zink is allergic to dogs"
            let booked = try await garage.book(order)
            let wallet: Wallet = try await garage.service.send(.get, "/v1/my/appointment/wallet", token: booked.manageToken).decoded()
            garage.clock.set(Garage.at(7))
            let asked = try await garage.asked(ExceptionWish(kind: .cancel, reason: .illness, note: "Zink is ill"), booked.manageToken)
            #expect(try await garage.decide(asked.id, "decline", DeclineBody(reason: .correction, note: "Get well, Zink")).status == 200)
            var wish = Garage.wish("zacharias@example.org", notBefore: "13:00", notAfter: "13:00")
            wish.customer.name = "Zacharias Zink"
            let waiter = try await garage.join(wish)
            try await eventually("one o'clock is kept for him") { try await garage.entry(waiter.token).status == .offered }
            let other = try await garage.book(Garage.order(16, customer: "other@example.org"))
            for word in ["zink", "zacharias", "9876543", "B-ZZ", "000077"] {
                #expect(try await !Self.tables(with: word, in: garage).isEmpty, "\(word) is there before")
            }

            let customer = booked.appointment.customer.id
            try await Self.erase(customer, in: garage)
            for word in ["zink", "zacharias", "9876543", "B-ZZ", "000077"] {
                #expect(try await Self.tables(with: word, in: garage) == [], "\(word)")
            }
            let after: AppointmentState = try await garage.staff(.get, "/v1/appointments/\(booked.appointment.id.text)").decoded()
            #expect(after.customer.name == "erased" && after.vehicle.plate == "erased" && after.customer.id == customer)
            #expect(after.start == booked.appointment.start && after.services == booked.appointment.services)
            #expect(try await garage.service.send(.get, "/v1/my/appointment", token: booked.manageToken).status == 401, "his link is void")
            let feed = try await garage.service.get(wallet.feedUrl.components(separatedBy: "/api/booking").last ?? "")
            #expect(feed.status == 404)
            #expect(try await garage.service.send(.get, "/v1/my/waiting-list", token: waiter.token).status == 401)
            try await eventually("what was kept for him is free") { try await garage.starts(Garage.diagnosis).contains(Garage.at(13)) }

            let kept: AppointmentState = try await garage.staff(.get, "/v1/appointments/\(other.appointment.id.text)").decoded()
            #expect(kept == other.appointment, "nobody else is touched")
            let verification = try await VerifyAudit(database: garage.service.database, audit: AuditStore(), clock: garage.clock)(Garage.workshop)
            #expect(verification.firstBreak == nil && verification.erasedNotes == 2)
            #expect(try await garage.count("audit WHERE action = 'erase' AND actor = 'system'") == 1)
        }
    }

    @Test func whatIsToldLaterOfTheTimeBeforeBringsNobodyBackAndWhoComesAgainIsSomebodyElse() async throws {
        try await Garage.open { garage in
            let first = try await garage.book(Garage.order(8)).appointment
            let (alias, id) = (first.customer.id, UUID())
            try await Self.erase(id, version: 5, aliases: [alias], in: garage)
            #expect(try await garage.count("appointments WHERE state->'customer'->>'name' = 'erased'") == 1)
            var profile = CustomerState(id: id, version: 4, name: "Eve", email: "eve@example.org", since: Garage.at(day: 1, 0))
            try await garage.service.publish(.customerUpdated, subject: id, version: 4, payload: profile)
            profile = CustomerState(id: UUID(), version: 1, name: "Last", email: "last@example.org", since: Garage.at(day: 1, 0))
            try await garage.service.publish(.customerUpdated, subject: profile.id, version: 1, payload: profile)
            try await eventually("both are heard") { try await garage.count("inbox") == 3 }
            #expect(try await garage.count("contacts WHERE name = 'Eve'") == 0)
            #expect(try await garage.count("contacts WHERE name = 'Last'") == 1)
            let again = try await garage.book(Garage.order(9)).appointment.customer.id
            #expect(again == NaturalIdentity.laterHolder(ofAddress: alias))
            #expect(try await garage.book(Garage.order(11)).appointment.customer.id == again)
        }
    }

    /// Whoever changes an appointment at that moment does not write the words back.
    @Test func aChangeOfTheStateBeforeIsRefused() async throws {
        try await Garage.open { garage in
            let booked = try await garage.book(Garage.order(8)).appointment
            try await Self.erase(booked.customer.id, in: garage)
            let store = AppointmentStore()
            let stale = try booked.cancelled(reason: "other", by: .system, at: garage.clock.now())
            let rows = try await garage.service.database.query(store.update(to: stale, day: LocalDate(daysSince1970: 20_515)))
            #expect(rows.isEmpty)
        }
    }

    @Test func ofATrailEntryOnlyTheNoteMayGo() async throws {
        try await Garage.open { garage in
            _ = try await garage.book(Garage.order(10))
            try await garage.service.database.pipeline([
                "ALTER TABLE audit DISABLE TRIGGER USER",
                "UPDATE audit SET note = 'long ago', note_digest = sha256('long ago')",
                "UPDATE audit a SET hash = audit_hash(a)", "UPDATE audit_heads SET hash = (SELECT hash FROM audit)",
                "ALTER TABLE audit ENABLE TRIGGER USER",
            ])
            for change in ["note = 'another'", "note = NULL, actor = 'nobody'", "reason = 'other'"] {
                #expect(try await garage.refuses("UPDATE audit SET \(change)"), "\(change)")
            }
            #expect(try await garage.refuses("DELETE FROM audit"))
            #expect(try await !garage.refuses("UPDATE audit SET note = NULL"))
            #expect(try await garage.refuses("UPDATE audit SET note = NULL, actor = 'nobody'"))
            #expect(try await AuditStore().firstBreak(of: Garage.workshop, in: garage.service.database) == nil)
        }
    }
}
