import Foundation

/// The people and things of the documents' examples. Nobody here exists; `.example` addresses cannot be delivered (RFC 2606).
enum ExampleValues {
    static func id(_ number: UInt64) -> UUID { UUID(high: 0x0192_8F00_0000_7000, low: 0x8000_0000_0000_0000 | number) }
    static func time(_ text: String) -> Date { Timestamp.parse(text) ?? Date(timeIntervalSince1970: 0) }

    static let workshop = WorkshopReference(
        id: id(1), name: "Pitcrew Berlin", timeZone: "Europe/Berlin", country: "DE", address: "Boxenstraße 1, 10115 Berlin",
        phone: "+49305550100"
    )
    static let customer = CustomerContact(
        id: id(2), name: "Ada Example", email: "ada@customer.example", phone: "+49305550101", locale: "de"
    )
    static let vehicle = VehicleDescription(
        id: id(3), plate: "B-PC 1234", vin: "WVWZZZ1JZXW000001", make: "Volkswagen", model: "Golf", year: 2019, vehicleClass: .compact,
        mileageKm: 84_200
    )
    static let service = ServiceLine(
        id: id(4), code: "OIL", name: "Oil and filter change", labourTenths: 8, price: Money(amount: 12_900, currency: "EUR"),
        skill: "engine", level: 1
    )
    static let technician = NamedReference(id: id(5), name: "Tom Torque")
}
