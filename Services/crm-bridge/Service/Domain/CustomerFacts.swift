import Contracts
import Foundation

/// What somebody said about a customer at some moment. What is nil was not said and changes nothing.
struct CustomerFacts: Sendable {
    /// Who says it.
    enum Source: Sendable {
        /// A booking's contact: anybody who knows the address may have given it. It makes a customer who is not known and fills in what
        /// is missing, and changes nothing that is known; each appointment keeps its own.
        case contact
        /// Staff or another system of record: counts always.
        case authority
    }
    /// Ids the customer may be known by, the surest first; all of them lead to the customer afterwards.
    var ids: [UUID]
    /// The id to give a new customer.
    var newID: UUID
    var name: String?
    /// Normalized.
    var email: String
    var phone: String?
    var locale: String?
    var since: Date?
    var nps: Int?
    var at: Date
    var source: Source
}

extension CustomerFacts {
    /// The contact of an appointment.
    init(_ state: AppointmentState) {
        self.init(
            ids: [state.customer.id], newID: state.customer.id, name: state.customer.name,
            email: NaturalIdentity.normalized(email: state.customer.email), phone: state.customer.phone, locale: state.customer.locale,
            since: state.bookedAt, nps: nil, at: state.changedAt, source: .contact
        )
    }
}

/// What somebody said about a vehicle at some moment.
struct VehicleFacts: Sendable {
    /// Made from plate and owner where nobody gave one.
    var id: UUID?
    var plate: String
    var vin: String?
    var make: String
    var model: String
    var year: Int?
    var vehicleClass: VehicleClass?
    var mileageKm: Int?
    var at: Date
    var source: CustomerFacts.Source
}

extension VehicleFacts {
    /// The vehicle of an appointment.
    init(_ state: AppointmentState) {
        let vehicle = state.vehicle
        self.init(
            id: vehicle.id, plate: vehicle.plate, vin: vehicle.vin, make: vehicle.make, model: vehicle.model, year: vehicle.year,
            vehicleClass: vehicle.vehicleClass, mileageKm: vehicle.mileageKm, at: state.changedAt, source: .contact
        )
    }
}
