import Contracts
import Foundation
import HTTP

import ServiceKit

/// What anybody may do: look at workshops, services and slots, and book.
struct PublicRoutes: Sendable {
    let context: ServiceContext
    let catalogue: CatalogueStore
    let plans: PlanStore
    let search: SearchSlots
    let book: BookAppointment
    let alternatives: ProposeAlternatives

    func add(to router: inout Router) {
        router.on(
            .get, "/v1/workshops", operation: "listWorkshops", summary: "The workshops that can be booked", access: .open,
            output: ItemList<WorkshopView>.self
        ) { _, _, _ in
            .ok(ItemList(items: try await catalogue.workshops(in: context.database).map { WorkshopView($0.id, $0.definition) }))
        }
        router.on(
            .get, "/v1/services", operation: "listServices", summary: "The services of a workshop, with its prices", access: .open,
            query: WorkshopQuery.self, output: ItemList<ServiceView>.self, errors: [.unknownWorkshop]
        ) { _, query, _ in
            let model = try await plans.model(of: query.workshopId, in: context.database)
            let services = model.services.values.sorted { $0.definition.code < $1.definition.code }
            return .ok(ItemList(items: services.compactMap { ServiceView($0, currency: model.definition.currency) }))
        }
        router.on(
            .get, "/v1/slots", operation: "searchSlots", summary: "The free slots for some services and a vehicle", access: .open,
            query: SlotsQuery.self, output: SlotAnswer.self, errors: [.unknownWorkshop, .unknownService]
        ) { _, query, _ in
            let request = SlotRequest(
                workshop: query.workshopId, services: query.serviceIds, vehicleClass: query.vehicleClass ?? .midsize, from: query.from,
                days: query.days ?? 7, hold: query.holdId, release: query.release
            )
            return .ok(try await search(request, in: context.database))
        }
        router.on(
            .post, "/v1/appointments", operation: "bookAppointment", summary: "Books a slot", access: .optionalToken, idempotent: true,
            body: BookingOrder.self, output: BookedAppointment.self, success: 201,
            errors: [.slotTaken, .unknownWorkshop, .unknownService, .startInPast, .startTooFar, .startTooSoon, .tooManyOpen]
        ) { request, _, order in
            try await answering { try await self.book(order, request) }
        }
    }

    private func book(_ order: BookingOrder, _ request: RequestContext) async throws -> Reply<BookedAppointment> {
        let channel = order.channel ?? .web
        let isStaff = request.principal.map { $0.kind == .staff && $0.scopes.contains(Permission.appointments.rawValue) } ?? false
        guard channel == .web || channel == .advisor && isStaff else {
            throw ValidationError([FieldViolation("channel", "must be web; advisor only by staff with the scope appointments")])
        }
        let actor = channel == .web ? Actor.customer : request.staff
        return try await alternatives.explaining(WantedSlot(order), for: Asker(order, by: actor, channel: channel), in: context.database) {
            try await idempotent(request, in: context.database) { transaction in
                let booked = try await book(order, channel: channel, by: actor, in: transaction)
                let id = booked.appointment.id.text
                return .created(booked, location: "/v1/appointments/\(id)", etag: String(booked.appointment.version))
            }
        }
    }
}
