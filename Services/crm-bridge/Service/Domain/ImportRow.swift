import Contracts
import Foundation

/// A customer of another system, with vehicles.
struct ImportRow: Codable, Sendable {
    struct Vehicle: Codable, Sendable {
        let id: UUID?
        let plate: String
        let vin: String?
        let make: String
        let model: String
        let year: Int?
        let vehicleClass: VehicleClass?
        let mileageKm: Int?

        enum CodingKeys: String, CodingKey {
            case id, plate, vin, make, model, year, mileageKm
            case vehicleClass = "class"
        }
    }
    /// The other system's own id: the same one is always the same customer.
    let externalId: String
    /// The id the customer is to have here, where it is known.
    let id: UUID?
    let name: String
    let email: String
    let phone: String?
    let locale: String?
    let since: Date?
    let nps: Int?
    let vehicles: [Vehicle]?

    /// The alias that stands for the other system's id.
    var externalAlias: UUID { UUID.v5(namespace: CRMNamespace.external, name: "customer \(externalId)") }

    func validate() throws(ValidationError) {
        var rules = CustomerRules()
        rules.text(externalId, "externalId", 1...200)
        rules.text(name, "name", 1...200)
        rules.email(email, "email")
        rules.text(phone, "phone", 1...40)
        rules.text(locale, "locale", 2...35)
        rules.nps(nps, "nps")
        let vehicles = vehicles ?? []
        rules.demand(vehicles.count <= 50, "vehicles", "must be 50 at most")
        for (index, vehicle) in vehicles.prefix(50).enumerated() {
            let field = "vehicles[\(index)]"
            rules.text(vehicle.plate, "\(field).plate", 1...20)
            rules.text(vehicle.vin, "\(field).vin", 1...40)
            rules.text(vehicle.make, "\(field).make", 1...100)
            rules.text(vehicle.model, "\(field).model", 1...100)
            rules.demand(vehicle.year.map((1900...2100).contains) ?? true, "\(field).year", "must be from 1900 to 2100")
            let mileage = vehicle.mileageKm.map((0...10_000_000).contains) ?? true
            rules.demand(mileage, "\(field).mileageKm", "must be from 0 to 10,000,000")
        }
        try rules.check()
    }

    func facts(at now: Date) -> CustomerFacts {
        let email = NaturalIdentity.normalized(email: email)
        return CustomerFacts(
            ids: [id, externalAlias].compactMap(\.self), newID: id ?? NaturalIdentity.customer(email: email), name: name, email: email,
            phone: phone, locale: locale, since: since, nps: nps, at: now, source: .authority
        )
    }

    func vehicleFacts(at now: Date) -> [VehicleFacts] {
        (vehicles ?? []).map { vehicle in
            VehicleFacts(
                id: vehicle.id, plate: vehicle.plate, vin: vehicle.vin, make: vehicle.make, model: vehicle.model, year: vehicle.year,
                vehicleClass: vehicle.vehicleClass, mileageKm: vehicle.mileageKm, at: now, source: .authority
            )
        }
    }
}

/// What became of a row.
struct ImportResult: Codable, Sendable {
    enum Status: String, StringEnum {
        case created, updated, unchanged, failed
    }
    /// Counted from 1.
    let row: Int
    let status: Status
    let id: UUID?
    let error: String?
}
