import Contracts
import Foundation

/// The person an appointment is for, as entered.
struct CustomerInput: Codable, Sendable, Hashable {
    var name: String
    var email: String
    var phone: String?
    /// BCP 47; "en" where absent.
    var locale: String?

    func contact(id: UUID) -> CustomerContact {
        CustomerContact(
            id: id, name: name.trimmingCharacters(in: .whitespaces), email: email.trimmingCharacters(in: .whitespaces), phone: phone,
            locale: locale ?? "en"
        )
    }

    func validate(_ validation: inout Validation) {
        validation.requireLine(name, "customer.name")
        validation.requireLine(phone, "customer.phone", atMost: 40)
        validation.requireLine(locale, "customer.locale", atMost: 35)
        let isAddress = TextRules.isPublicMailbox(email.trimmingCharacters(in: .whitespaces))
        validation.require(isAddress, "customer.email", "must be a valid e-mail address")
    }
}

/// The vehicle an appointment is for, as entered.
struct VehicleInput: Codable, Sendable, Hashable {
    var plate: String
    var vin: String?
    var make: String
    var model: String
    var year: Int?
    var vehicleClass: VehicleClass?
    var mileageKm: Int?

    enum CodingKeys: String, CodingKey {
        case plate, vin, make, model, year, mileageKm
        case vehicleClass = "class"
    }

    func description(owner: UUID) -> VehicleDescription {
        VehicleDescription(
            id: NaturalIdentity.vehicle(plate: plate, owner: owner), plate: plate.trimmingCharacters(in: .whitespaces), vin: vin,
            make: make, model: model, year: year, vehicleClass: vehicleClass ?? .midsize, mileageKm: mileageKm
        )
    }

    func validate(_ validation: inout Validation) {
        validation.requireLine(plate, "vehicle.plate", atMost: 20)
        validation.requireLine(make, "vehicle.make", atMost: 80)
        validation.requireLine(model, "vehicle.model", atMost: 80)
        validation.require((1_900...2_100).contains(year ?? 2_000), "vehicle.year", "must be a year")
        validation.require((0...5_000_000).contains(mileageKm ?? 0), "vehicle.mileageKm", "must be 0 to 5,000,000")
        validation.require(vin.map(TextRules.isVIN) ?? true, "vehicle.vin", "must have 17 capital letters and digits without I, O and Q")
    }
}

/// What somebody wants to book.
struct BookingOrder: Codable, Sendable, Hashable, Validatable {
    var workshopId: UUID
    var serviceIds: [UUID]
    var start: Date
    var customer: CustomerInput
    var vehicle: VehicleInput
    var note: String?
    /// `web` where absent; `advisor` for a call at the desk.
    var channel: BookingChannel?
    /// The hold this slot was kept by until now; what it takes counts as free.
    var holdId: UUID?
    /// Work cannot begin before, as parts come then; whenever where absent.
    var release: Date?

    func validate(_ validation: inout Validation) {
        validation.requireVisit(serviceIds, start)
        validation.require(release.map { start >= $0 } ?? true, "start", "must not be before release")
        customer.validate(&validation)
        vehicle.validate(&validation)
        validation.requireText(note, "note", atMost: 2_000)
    }
}
