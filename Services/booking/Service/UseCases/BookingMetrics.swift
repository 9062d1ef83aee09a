import Contracts
import Observability

/// The figures of the booking itself.
struct BookingMetrics: Sendable {
    private let booked: [BookingChannel: Counter]
    let conflicts: Counter
    let slotSearch: Histogram

    init(_ metrics: Metrics) {
        booked = Dictionary(uniqueKeysWithValues: BookingChannel.allCases.map { channel in
            (channel, metrics.counter("pitcrew_booking_booked_total", "Appointments booked.", labels: ["channel": channel.rawValue]))
        })
        conflicts = metrics.counter("pitcrew_booking_conflicts_total", "Bookings and moves refused because the slot was taken.")
        slotSearch = metrics.histogram("pitcrew_booking_slot_search_seconds", "Time to find the free slots of one search.")
    }

    func didBook(_ channel: BookingChannel) { booked[channel]?.add(1) }
}
