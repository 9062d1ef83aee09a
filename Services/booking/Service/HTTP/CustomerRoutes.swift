import Contracts
import Foundation
import HTTP
import ServiceKit

/// What customers who have signed in may see: their own appointments, those booked before they had an account among them.
struct CustomerRoutes: Sendable {
    let context: ServiceContext
    let appointments: AppointmentStore
    let links: ManageLinks
    let view: ViewByLink

    func add(to router: inout Router) {
        router.on(
            .get, "/v1/my/appointments", operation: "listMyAppointments",
            summary: "The caller's appointments, the latest first, each with its link", access: .permission(.own),
            query: MyAppointmentsQuery.self, output: MyAppointments.self
        ) { request, query, _ in
            let customer = try request.own
            let page = try await ListPage.read(query.limit) { limit in
                try await appointments.appointments(of: customer, before: query.cursor, limit: limit, in: context.database)
            }
            let states = page.items.map { stored in
                var state = stored.state
                state.manageUrl = links.url(for: state, generation: stored.linkGeneration)
                return state
            }
            let items = try await view(states, in: context.database)
            return .ok(MyAppointments(items: items, nextCursor: page.last?.state.id))
        }
    }
}

extension RequestContext {
    /// The customer who calls.
    var own: UUID {
        get throws {
            guard let customer = principal?.subjectID else { throw Problem(.insufficientScope) }
            return customer
        }
    }
}

struct MyAppointmentsQuery: Codable, Sendable {
    /// 1 to 200; 50 unless told.
    var limit: Int?
    /// The `nextCursor` of the page before.
    var cursor: UUID?
}

struct MyAppointments: Codable, Sendable {
    let items: [AppointmentView]
    let nextCursor: UUID?
}
