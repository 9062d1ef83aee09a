import Contracts
import Foundation
import HTTP
import ServiceKit

struct ReleaseBody: Codable, Sendable {
    /// Work cannot begin before; absent: whenever.
    var release: Date?
    var reason: ReasonCode?
    var note: String?
}

struct PinBody: Codable, Sendable {
    /// Whether it stays where it is when others are planned anew.
    var pinned: Bool
    var reason: ReasonCode?
    var note: String?
}

/// What advisors tell the planner of an appointment.
struct ConstraintRoutes: Sendable {
    let context: ServiceContext
    let appointments: AppointmentStore
    let constrain: ConstrainAppointment

    func add(to router: inout Router) {
        let errors: [ProblemSpec] = [.unknownAppointment, .notPossible, .changedMeanwhile, .versionMismatch]
        router.on(
            .post, "/v1/appointments/{id}/release", operation: "releaseAppointment", summary: "Says from when on its work can begin",
            access: StaffRoutes.access, body: ReleaseBody.self, output: AppointmentState.self, errors: errors
        ) { request, _, body in
            try await answering {
                let stored = try await appointments.appointment(try request.pathID("id"), in: context.database)
                let grounds = ChangeGrounds(reason: body.reason, note: body.note)
                return .tagged(try await constrain.release(
                    stored, at: body.release, by: request.staff, for: grounds, version: request.version()
                ))
            }
        }
        router.on(
            .post, "/v1/appointments/{id}/pin", operation: "pinAppointment",
            summary: "Keeps an appointment where it is when others are planned anew, or no longer", access: StaffRoutes.access,
            body: PinBody.self, output: AppointmentState.self, errors: errors
        ) { request, _, body in
            try await answering {
                let stored = try await appointments.appointment(try request.pathID("id"), in: context.database)
                let grounds = ChangeGrounds(reason: body.reason, note: body.note)
                return .tagged(try await constrain.pin(stored, body.pinned, by: request.staff, for: grounds, version: request.version()))
            }
        }
    }
}

extension ProblemSpec {
    static let beforeRelease = ProblemSpec(409, "before-release", "The work cannot begin before its release")
}
