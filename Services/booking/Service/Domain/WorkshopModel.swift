import Contracts
import Foundation
import Scheduling

/// A service of the catalogue.
struct CatalogueService: Sendable {
    let id: UUID
    let definition: ServiceDefinition

    func price(in currency: String) -> Money? { definition.prices.first { $0.currency == currency } }
}

/// A workshop with everything that can be booked there, at one revision of the catalogue.
struct WorkshopModel: Sendable {
    let id: UUID
    let revision: Int64
    let definition: WorkshopDefinition
    let technicians: [UUID: TechnicianDefinition]
    let bays: [UUID: BayDefinition]
    let tools: [UUID: ToolDefinition]
    let services: [UUID: CatalogueService]
    /// The same for the engine.
    let workshop: Workshop
    /// Nil where slots are as long as the labour guide says.
    let experience: DurationModel?

    init(
        id: UUID, revision: Int64, definition: WorkshopDefinition, technicians: [UUID: TechnicianDefinition],
        bays: [UUID: BayDefinition], tools: [UUID: ToolDefinition], services: [CatalogueService],
        experience: DurationModel? = nil
    ) {
        self.id = id
        self.revision = revision
        self.definition = definition
        self.technicians = technicians
        self.bays = bays
        self.tools = tools
        self.services = Dictionary(services.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        self.experience = experience
        let people = technicians.map { $1.technician(id: $0) }
        workshop = Workshop(
            calendar: definition.calendar, technicians: experience.map { people.map($0.corrected) } ?? people, bays: bays.map { $1.bay(id: $0) },
            tools: tools.map { $1.unit(id: $0) }, intake: definition.intake?.rate
        )
    }

    var reference: WorkshopReference {
        WorkshopReference(
            id: id, name: definition.name, timeZone: definition.timeZone, country: definition.country, address: definition.address,
            phone: definition.phone
        )
    }

    /// The services with a price in this workshop's currency, in the order asked for, each once.
    func services(_ ids: [UUID]) throws(BookingError) -> [CatalogueService] {
        var found: [CatalogueService] = []
        for id in ids where !found.contains(where: { $0.id == id }) {
            guard let service = services[id], service.price(in: definition.currency) != nil else { throw .unknownService }
            found.append(service)
        }
        guard !found.isEmpty else { throw .unknownService }
        return found
    }

    /// For how long a car may wait between two services of a visit.
    private static let longestBreak = 240

    /// Services of one step are done together, before those of several, which follow in their order.
    func work(_ services: [CatalogueService], for vehicleClass: VehicleClass) -> Work {
        let plain = services.filter { $0.definition.steps == nil }.map { service in
            let guide = service.definition.demand(for: vehicleClass)
            return experience?.corrected(guide, service: service.id, vehicleClass: vehicleClass) ?? guide
        }
        var steps = plain.isEmpty ? [] : Work(plain).steps
        for parts in services.compactMap(\.definition.steps) where !parts.isEmpty {
            var own = parts.map { $0.step(for: vehicleClass) }
            own[0].lag = 0...Self.longestBreak
            (own[0].sameTechnicians, own[0].sameBay) = (false, false)
            steps += own
        }
        return Work(steps)
    }

    /// What is done for an appointment.
    /// - Throws: `BookingError.unknownService` for what is not done here any more.
    func work(of appointment: AppointmentState) throws(BookingError) -> Work {
        work(try services(appointment.services.map(\.id)), for: appointment.vehicle.vehicleClass)
    }

    /// What of these services cannot be had in one visit here, whatever the time: some alone, else pairs, else all together. Nil where
    /// they can.
    func apart(_ services: [CatalogueService], for vehicleClass: VehicleClass) -> [[UUID]]? {
        func cannot(_ some: [CatalogueService]) -> Bool { !workshop.canEver(work(some, for: vehicleClass)) }
        guard cannot(services) else { return nil }
        let alone = services.filter { cannot([$0]) }
        guard alone.isEmpty else { return alone.map { [$0.id] } }
        let pairs = services.indices.flatMap { first in
            services[(first + 1)...].filter { cannot([services[first], $0]) }.map { [services[first].id, $0.id] }
        }
        return pairs.isEmpty ? [services.map(\.id)] : pairs
    }

    /// The services as sold here today.
    func lines(_ services: [CatalogueService], for vehicleClass: VehicleClass) -> [ServiceLine] {
        services.map { service in
            ServiceLine(
                id: service.id, code: service.definition.code, name: service.definition.name,
                labourTenths: service.definition.labourTenths(for: vehicleClass),
                price: service.price(in: definition.currency) ?? Money(amount: 0, currency: definition.currency),
                skill: service.definition.skill, level: service.definition.level
            )
        }
    }

    func price(of lines: [ServiceLine]) -> Money {
        lines.reduce(Money(amount: 0, currency: definition.currency)) { $0.adding($1.price.amount) }
    }

    func technician(_ id: UUID) -> NamedReference { NamedReference(id: id, name: technicians[id]?.name ?? "") }
    func bay(_ id: UUID) -> NamedReference { NamedReference(id: id, name: bays[id]?.name ?? "") }
    func tool(_ id: UUID) -> NamedReference { NamedReference(id: id, name: tools[id]?.name ?? "") }
}
