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

    /// A token for something else than managing. One for a single action is void after any change of the appointment.
    func token(for purpose: LinkPurpose, to appointment: AppointmentState, expires: Date, generation: Int) -> String {
        signer.token(LinkClaims(
            purpose: purpose, appointment: appointment.id, expires: expires, generation: generation,
            version: purpose.isForOneAction ? appointment.version : 0
        ))
    }

    /// The appointment a token opens for a purpose.
    /// - Throws: `linkInvalid`, also for an appointment that is gone, or has changed where that makes the link void; `linkExpired`.
    func open(_ token: String?, for purpose: LinkPurpose = .manage, in database: some Querying) async throws -> StoredAppointment {
        guard let token else { throw BookingError.linkInvalid }
        let claims = try signer.verify(token, for: purpose, at: clock.now())
        do {
            let stored = try await appointments.appointment(claims.appointment, in: database)
            guard stored.linkGeneration == claims.generation else { throw BookingError.linkInvalid }
            guard !purpose.isForOneAction || stored.state.version == claims.version else { throw BookingError.linkInvalid }
            return stored
        } catch BookingError.unknownAppointment {
            throw BookingError.linkInvalid
        }
    }
}
