import Contracts
import Foundation
import Testing

@testable import PartnerGateway

@Suite struct BookingWishTests {
    private static func changed(_ change: (inout PartnerBookingRequested) -> Void) -> BookingWish {
        var event = wish().event(id: UUID(), partner: UUID())
        change(&event)
        return BookingWish(
            reference: event.reference, workshopId: event.workshopId, serviceIds: event.serviceIds, start: event.start,
            customer: event.customer, vehicle: event.vehicle, note: event.note
        )
    }

    @Test func aSoundWishBreaksNoRule() {
        #expect(wish().violations(now: Date()) == [])
        let full = Self.changed {
            ($0.customer.phone, $0.customer.locale, $0.note) = ("+49 30 1", "de-DE", "first line\nsecond")
            ($0.vehicle.vin, $0.vehicle.year, $0.vehicle.mileageKm) = ("WVWZZZ1JZXW000001", 2_019, 84_200)
        }
        #expect(full.violations(now: Date()) == [])
    }

    /// What booking would decline is refused here: its limits count bytes.
    @Test func whatBookingWouldDeclineIsRefusedHere() {
        let cases: [(String, BookingWish)] = [
            ("start", Self.changed { $0.start += 30 }),
            ("reference", Self.changed { $0.reference = "" }), ("reference", Self.changed { $0.reference = "X-1\nY: 2" }),
            ("reference", Self.changed { $0.reference = String(repeating: "x", count: 101) }),
            // Eighty characters to a reader, and 560 bytes.
            ("reference", Self.changed { $0.reference = String(repeating: "\u{1F468}\u{200D}", count: 80) }),
            ("note", Self.changed { $0.note = String(repeating: "ä", count: 1_001) }),
            ("note", Self.changed { $0.note = " " }),
            ("customer.name", Self.changed { $0.customer.name = "  " }),
            ("customer.name", Self.changed { $0.customer.name = "A\u{0}da" }),
            ("customer.email", Self.changed { $0.customer.email = "ada@.example" }),
            ("customer.email", Self.changed { $0.customer.email = "ada@example." }),
            ("customer.phone", Self.changed { $0.customer.phone = String(repeating: "1", count: 41) }),
            ("customer.locale", Self.changed { $0.customer.locale = "" }),
            ("vehicle.make", Self.changed { $0.vehicle.make = String(repeating: "x", count: 81) }),
            ("vehicle.model", Self.changed { $0.vehicle.model = String(repeating: "é", count: 41) }),
            ("vehicle.vin", Self.changed { $0.vehicle.vin = "WVWZZZ1JZXW00000O" }),
            ("vehicle.year", Self.changed { $0.vehicle.year = 219 }),
            ("vehicle.mileageKm", Self.changed { $0.vehicle.mileageKm = -1 }),
        ]
        for (field, wish) in cases { #expect(wish.violations(now: Date()).map(\.field) == [field], "\(wish)") }
    }

    @Test(arguments: [
        ("Ada", "ada@customer.example", []), ("Ada", "ä@customer.example", ["customer.email"]), ("Ada", "ada@b..c", ["customer.email"]),
        ("Ada\nBcc: all", "ada@customer.example", ["customer.name"]),
    ])
    func whatNoMailCanCarryIsRefusedAtTheDoor(name: String, email: String, broken: [String]) {
        let good = wish()
        let asked = BookingWish(
            reference: good.reference, workshopId: good.workshopId, serviceIds: good.serviceIds, start: good.start,
            customer: .init(name: name, email: email), vehicle: good.vehicle, note: good.note
        )
        #expect(asked.violations(now: Date()).map(\.field) == broken)
    }
}
