import Calendar
import Contracts
import Foundation
import PostgreSQL

/// A signed-in customer's calendar of all their appointments: opened, given another address, closed, and read by whatever subscribes.
struct CustomerFeeds: Sendable {
    /// Appointments that ended longer ago are left out: calendars keep what they were told.
    static let past: TimeInterval = 366 * 86_400
    /// The latest so many.
    static let most = 500

    let store = CustomerFeedStore()
    let signer: FeedSigner
    let appointments: AppointmentStore
    let clock: any WallClock

    /// All appointments behind an address, called off ones too, so that calendars take them out; the tag changes with any of them.
    /// - Throws: `unknownFeed`, also for an address that was voided.
    func read(_ key: String, in database: some Querying) async throws -> (document: CalendarDocument, tag: String) {
        guard let (customer, generation) = signer.verify(key) else { throw WalletError.unknownFeed }
        guard try await store.generation(of: customer, in: database) == generation else { throw WalletError.unknownFeed }
        let since = clock.now().addingTimeInterval(-Self.past)
        let states = try await appointments.appointments(of: customer, before: nil, limit: Self.most, in: database).map(\.state)
            .filter { $0.end > since }.sorted { ($0.start, $0.id.text) < ($1.start, $1.id.text) }
        // Without the links: who keeps the calendar would have them.
        let events = states.map { CalendarEvent($0, stamp: $0.changedAt, link: nil) }
        let document = CalendarDocument(method: .publish, events: events, feed: .init(name: Self.name(of: states), refreshHours: 1))
        return (document, Self.tag(of: states))
    }

    /// As the workshops are called, which needs no translation.
    private static func name(of states: [AppointmentState]) -> String {
        let names = Set(states.map(\.workshop.name)).sorted()
        return names.isEmpty ? "Pitcrew" : names.prefix(3).joined(separator: ", ")
    }

    private static func tag(of states: [AppointmentState]) -> String {
        let versions = states.map { "\($0.id.text) \($0.version)" }.joined(separator: "\n")
        return UUID.v5(namespace: UUID(high: 0, low: 0), name: versions).text
    }
}
