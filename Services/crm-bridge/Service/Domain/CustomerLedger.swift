import Contracts
import Foundation

/// The customers and vehicles that a batch is about: what is known, and what the batch changes. Each version grows by one at most.
struct CustomerLedger: Sendable {
    /// Something known, and how far this batch has moved it.
    struct Entry<State: Sendable>: Sendable {
        var state: State
        /// When it was said.
        var at: Date
        var isNew = false
        var isChanged = false
        /// Whether anything, the moment alone included, has to be written.
        var isTouched = false
    }
    enum Outcome: Sendable { case created, updated, unchanged }

    private(set) var customers: [UUID: Entry<CustomerState>] = [:]
    private(set) var vehicles: [UUID: Entry<VehicleState>] = [:]
    private(set) var newAliases: [UUID: UUID] = [:]
    private var aliases: [UUID: UUID] = [:]
    private var byEmail: [String: UUID] = [:]
    private var byPlate: [PlateKey: UUID] = [:]

    private struct PlateKey: Hashable {
        let owner: UUID
        let plate: String
    }

    /// Instants lose their last digits on the way through the database.
    private static let precision: TimeInterval = 0.000_5

    /// Tells the ledger what is known already.
    mutating func load(_ customer: CustomerState, at: Date) {
        customers[customer.id] = Entry(state: customer, at: at)
        byEmail[customer.email] = customer.id
    }

    mutating func load(alias: UUID, of customer: UUID) { aliases[alias] = customer }

    mutating func load(_ vehicle: VehicleState, at: Date) {
        vehicles[vehicle.vehicle.id] = Entry(state: vehicle, at: at)
        byPlate[key(vehicle.vehicle.plate, vehicle.customerId)] = vehicle.vehicle.id
    }

    /// Takes in what was said of a customer: makes one, changes one, or learns another id of one.
    /// - Throws: `CustomerError.emailTaken` where an authority gives a customer the address of another.
    mutating func note(_ facts: CustomerFacts) throws(CustomerError) -> (id: UUID, outcome: Outcome) {
        guard let known = resolve(facts) else { return (create(facts), .created) }
        let changed = try update(known, facts)
        learn(facts.ids, of: known)
        return (known, changed ? .updated : .unchanged)
    }

    private func resolve(_ facts: CustomerFacts) -> UUID? {
        facts.ids.lazy.compactMap { find($0) }.first ?? byEmail[facts.email]
    }

    private func find(_ id: UUID) -> UUID? {
        customers[id] == nil ? aliases[id].flatMap { customers[$0] == nil ? nil : $0 } : id
    }

    private mutating func create(_ facts: CustomerFacts) -> UUID {
        // An id made from an address may belong to somebody who has another address by now.
        let id = customers[facts.newID] == nil && aliases[facts.newID] == nil
            ? facts.newID : UUID.v5(namespace: CRMNamespace.external, name: facts.email)
        let state = CustomerState(
            id: id, version: 1, name: facts.name ?? facts.email, email: facts.email, phone: facts.phone, locale: facts.locale ?? "en",
            since: facts.since ?? facts.at, nps: facts.nps
        )
        customers[id] = Entry(state: state, at: facts.at, isNew: true, isChanged: true, isTouched: true)
        byEmail[facts.email] = id
        learn(facts.ids, of: id)
        return id
    }

    private mutating func update(_ id: UUID, _ facts: CustomerFacts) throws(CustomerError) -> Bool {
        guard var entry = customers[id] else { return false }
        var state = entry.state
        if facts.source == .authority, facts.email != state.email {
            guard byEmail[facts.email] == nil else { throw .emailTaken }
            byEmail[state.email] = nil
            byEmail[facts.email] = id
            state.email = facts.email
        }
        switch facts.source {
        case .authority:
            state.name = facts.name ?? state.name
            state.phone = facts.phone ?? state.phone
            state.locale = facts.locale ?? state.locale
            state.nps = facts.nps ?? state.nps
        case .contact:
            state.phone = state.phone ?? facts.phone
        }
        if let since = facts.since, since < state.since - Self.precision { state.since = since }
        if facts.at > entry.at + Self.precision { (entry.at, entry.isTouched) = (facts.at, true) }
        let changed = state != entry.state
        if changed {
            if !entry.isChanged { state.version += 1 }
            (entry.state, entry.isChanged, entry.isTouched) = (state, true, true)
        }
        customers[id] = entry
        return changed
    }

    private mutating func learn(_ ids: [UUID], of customer: UUID) {
        for id in ids where id != customer && aliases[id] == nil && customers[id] == nil {
            aliases[id] = customer
            newAliases[id] = customer
        }
    }

    /// Takes in what was said of a vehicle of a customer that the ledger knows.
    /// - Returns: whether anything changed.
    mutating func note(_ facts: VehicleFacts, owner: UUID) -> Bool {
        let plate = key(facts.plate, owner)
        let id = facts.id.flatMap { vehicles[$0] == nil ? nil : $0 } ?? byPlate[plate] ?? facts.id
            ?? NaturalIdentity.vehicle(plate: facts.plate, owner: owner)
        guard var entry = vehicles[id] else {
            let vehicle = VehicleDescription(
                id: id, plate: facts.plate, vin: facts.vin, make: facts.make, model: facts.model, year: facts.year,
                vehicleClass: facts.vehicleClass ?? .midsize, mileageKm: facts.mileageKm
            )
            let state = VehicleState(version: 1, customerId: owner, vehicle: vehicle)
            vehicles[id] = Entry(state: state, at: facts.at, isNew: true, isChanged: true, isTouched: true)
            byPlate[plate] = id
            return true
        }
        guard facts.source == .authority || facts.at >= entry.at - Self.precision else { return false }
        var state = entry.state
        state.customerId = owner
        state.vehicle = facts.merged(into: state.vehicle)
        if facts.at > entry.at + Self.precision { (entry.at, entry.isTouched) = (facts.at, true) }
        let changed = state != entry.state
        if changed {
            if !entry.isChanged { state.version += 1 }
            (entry.state, entry.isChanged, entry.isTouched) = (state, true, true)
            byPlate[plate] = id
        }
        vehicles[id] = entry
        return changed
    }

    private func key(_ plate: String, _ owner: UUID) -> PlateKey {
        PlateKey(owner: owner, plate: NaturalIdentity.normalized(plate: plate))
    }
}

extension VehicleFacts {
    fileprivate func merged(into known: VehicleDescription) -> VehicleDescription {
        VehicleDescription(
            id: known.id, plate: plate, vin: vin ?? known.vin, make: make, model: model, year: year ?? known.year,
            vehicleClass: vehicleClass ?? known.vehicleClass, mileageKm: mileageKm ?? known.mileageKm
        )
    }
}

extension CustomerLedger {
    /// The customer of an id or alias.
    func customer(_ id: UUID) -> CustomerState? { find(id).flatMap { customers[$0]?.state } }
}
