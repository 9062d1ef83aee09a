import Contracts
import Foundation
import PostgreSQL

/// The customer's link to an appointment: given out, and followed back.
struct ManageLinks: Sendable {
    /// How long a link outlives its appointment.
    static let afterlife: Duration = .seconds(30 * 86_400)

    let signer: LinkSigner
    let appointments: AppointmentStore
    let clock: any WallClock

    func token(for appointment: UUID, ending end: Date, generation: Int = 1) -> String {
        signer.token(LinkClaims(
            appointment: appointment, expires: end.addingTimeInterval(Self.afterlife / .seconds(1)), generation: generation
        ))
    }

    func url(token: String) -> String { signer.url(token: token) }

    func url(for appointment: AppointmentState, generation: Int) -> String {
        url(token: token(for: appointment.id, ending: appointment.end, generation: generation))
    }

    /// The appointment a token opens.
    /// - Throws: `linkInvalid`, also for an appointment that is gone; `linkExpired`.
    func open(_ token: String?, in database: some Querying) async throws -> StoredAppointment {
        guard let token else { throw BookingError.linkInvalid }
        let claims = try signer.verify(token, at: clock.now())
        do {
            let stored = try await appointments.appointment(claims.appointment, in: database)
            guard stored.linkGeneration == claims.generation else { throw BookingError.linkInvalid }
            return stored
        } catch BookingError.unknownAppointment {
            throw BookingError.linkInvalid
        }
    }
}
