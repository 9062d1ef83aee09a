/// The counts of a period, and the rates made of them.
struct OverviewTotals: Sendable {
    var bookings = 0
    var cancellations = 0
    var noShows = 0
    /// Completed or missed.
    var ended = 0
    var leadTimeDays = 0.0

    var cancellationRate: Double { bookings == 0 ? 0 : Double(cancellations) / Double(bookings) }
    var noShowRate: Double { ended == 0 ? 0 : Double(noShows) / Double(ended) }
}
