import Contracts
import Foundation
import HTTP
import ServiceKit

struct AppointmentsQuery: Codable, Sendable {
    var workshopId: UUID
    /// The first and the last day, in the workshop's zone.
    var from: LocalDate
    var to: LocalDate
    var cursor: String?
    var limit: Int?
}

struct AppointmentPage: Codable, Sendable {
    let items: [AppointmentState]
    /// Gives the next page; absent on the last.
    let nextCursor: String?
}

/// What advisors do with appointments.
struct StaffRoutes: Sendable {
    static let access = Access.permission(.appointments)

    let context: ServiceContext
    let appointments: AppointmentStore
    let move: MoveAppointment
    let cancel: CancelAppointment
    let advance: AdvanceVisit
    let renewLink: RenewLink

    func add(to router: inout Router) {
        addReading(to: &router)
        addChanges(to: &router)
        let steps: [(VisitStep, String, String, String)] = [
            (.checkIn, "check-in", "checkInAppointment", "The vehicle has arrived"),
            (.start, "start", "startAppointment", "Work begins"), (.complete, "complete", "completeAppointment", "Work is finished"),
            (.noShow, "no-show", "markNoShow", "Nobody came"),
        ]
        for (step, path, operation, summary) in steps {
            router.on(
                .post, "/v1/appointments/{id}/\(path)", operation: operation, summary: summary, access: Self.access,
                query: StepQuery.self, output: AppointmentState.self,
                errors: [.unknownAppointment, .notPossible, .changedMeanwhile, .versionMismatch]
            ) { request, query, _ in
                try await answering {
                    let stored = try await appointments.appointment(try request.pathID("id"), in: context.database)
                    let reason = query.reason?.rawValue
                    return .tagged(try await advance(stored, step, by: request.staff, reason: reason, version: request.version()))
                }
            }
        }
    }

    private func addReading(to router: inout Router) {
        router.on(
            .get, "/v1/appointments", operation: "listAppointments", summary: "The appointments of some days, by time",
            access: Self.access, query: AppointmentsQuery.self, output: AppointmentPage.self
        ) { _, query, _ in
            let cursor = try query.cursor.map(PageCursor.init(text:))
            let page = try await ListPage.read(query.limit, unlessTold: 100, atMost: 500) { limit in
                try await appointments.page(
                    of: query.workshopId, from: query.from, through: query.to, after: cursor, limit: limit, in: context.database
                )
            }
            return .ok(AppointmentPage(items: page.items, nextCursor: page.last.map(PageCursor.text(after:))))
        }
        router.on(
            .get, "/v1/appointments/{id}", operation: "readAppointment", summary: "One appointment", access: Self.access,
            output: AppointmentState.self, errors: [.unknownAppointment]
        ) { request, _, _ in
            try await answering { .tagged(try await appointments.appointment(try request.pathID("id"), in: context.database).state) }
        }
    }

    private func addChanges(to router: inout Router) {
        router.on(
            .post, "/v1/appointments/{id}/move", operation: "moveAppointment", summary: "Moves an appointment to another start",
            access: Self.access, body: StaffMoveBody.self, output: AppointmentState.self,
            errors: [.unknownAppointment, .notPossible, .versionMismatch] + ProblemSpec.ofMoving
        ) { request, _, body in
            try await answering {
                let stored = try await appointments.appointment(try request.pathID("id"), in: context.database)
                let version = request.version()
                let wish = PlaceWish(technician: body.technicianId, bay: body.bayId)
                return .tagged(try await move(stored, to: body.start, wish, by: request.staff, for: body.grounds, version: version))
            }
        }
        router.on(
            .post, "/v1/appointments/{id}/link", operation: "renewAppointmentLink",
            summary: "Gives the customer another link and voids those given out", access: Self.access, output: AppointmentState.self,
            errors: [.unknownAppointment, .notPossible, .changedMeanwhile, .versionMismatch]
        ) { request, _, _ in
            try await answering {
                let stored = try await appointments.appointment(try request.pathID("id"), in: context.database)
                return .tagged(try await renewLink(stored, by: request.staff, version: request.version()))
            }
        }
        router.on(
            .post, "/v1/appointments/{id}/cancel", operation: "cancelAppointment", summary: "Calls an appointment off",
            access: Self.access, body: CancelBody.self, output: AppointmentState.self,
            errors: [.unknownAppointment, .notPossible, .changedMeanwhile, .versionMismatch]
        ) { request, _, body in
            try await answering {
                let stored = try await appointments.appointment(try request.pathID("id"), in: context.database)
                let version = request.version()
                return .tagged(try await cancel(stored, reason: body.reason, by: request.staff, for: body.grounds, version: version))
            }
        }
    }
}

extension Reply<AppointmentState> {
    /// 200 with the version as entity tag.
    static func tagged(_ state: AppointmentState) -> Reply { .ok(state, etag: String(state.version)) }
}
