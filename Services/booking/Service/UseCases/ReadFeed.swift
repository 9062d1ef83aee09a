import Calendar
import Contracts
import Foundation
import PostgreSQL

/// The appointment behind a feed's address, as a calendar that subscribes reads it: with every change, and called off too.
struct ReadFeed: Sendable {
    let feeds: FeedSigner
    let appointments: AppointmentStore
    let clock: any WallClock

    /// - Throws: `unknownFeed`, also where the customer was given another link; `feedEnded` when links end too.
    func callAsFunction(_ token: String, in database: some Querying) async throws -> (document: CalendarDocument, version: Int64) {
        guard let claims = feeds.verify(token) else { throw WalletError.unknownFeed }
        let stored: StoredAppointment
        do {
            stored = try await appointments.appointment(claims.subject, in: database)
        } catch BookingError.unknownAppointment {
            throw WalletError.unknownFeed
        }
        guard stored.linkGeneration == claims.generation else { throw WalletError.unknownFeed }
        let state = stored.state
        guard clock.now() < state.end.addingTimeInterval(ManageLinks.afterlife / .seconds(1)) else { throw WalletError.feedEnded }
        // Without the link: who keeps the calendar would have it.
        let event = CalendarEvent(state, stamp: state.changedAt, link: nil)
        let feed = CalendarDocument.Feed(name: state.workshop.name, refreshHours: 1)
        return (CalendarDocument(method: .publish, events: [event], feed: feed), state.version)
    }
}
