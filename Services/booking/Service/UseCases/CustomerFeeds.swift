import Calendar
import Contracts
import Foundation
import PostgreSQL

/// A signed-in customer's calendar of all their appointments: opened, given another address, closed, and read by whatever subscribes.
///
/// A calendar sends no header, so the key stands in the address: it opens the calendar and nothing else, and the customer can void it. Layout,
/// big-endian: format (1 byte, 2), customer id (16), generation (4), sealed for this purpose.
struct CustomerFeeds: Sendable {
    private static let format: UInt8 = 2
    /// Appointments that ended longer ago are left out: calendars keep what they were told.
    static let past: TimeInterval = 366 * 86_400
    /// The latest so many.
    static let most = 500

    let store = CustomerFeedStore()
    let appointments: AppointmentStore
    let clock: any WallClock
    private let seal: PurposeSeal
    private let feed: URL

    init(secret: String, publicURL: URL, appointments: AppointmentStore, clock: any WallClock) {
        self.appointments = appointments
        self.clock = clock
        seal = PurposeSeal(secret: secret, purpose: "calendar feed of a customer")
        // The door's address of this service.
        feed = publicURL.appending(path: "api/booking/v1/calendars/customer.ics")
    }

    func url(of customer: UUID, generation: Int) -> String {
        let bytes = [Self.format] + TokenBytes.of(customer) + TokenBytes.of(UInt64(max(generation, 0)), 4)
        return "\(feed.absoluteString)?key=\(seal.seal(bytes))"
    }

    /// All appointments behind an address, called off ones too, so that calendars take them out; the tag changes with any of them.
    /// - Throws: `unknownFeed`, also for an address that was voided.
    func read(_ key: String, in database: some Querying) async throws -> (document: CalendarDocument, tag: String) {
        guard let bytes = seal.open(key, count: 21), bytes[0] == Self.format else { throw WalletError.unknownFeed }
        let (customer, generation) = (TokenBytes.id(bytes[1..<17]), Int(TokenBytes.number(bytes[17...])))
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
