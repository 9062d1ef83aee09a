import Foundation

/// When each of many equal pieces of work is due. What comes late still counts from when it was due: a system that falls behind must not
/// look quick because it was asked less often.
struct Pace: Sendable {
    private let start = ContinuousClock.now
    private let started = Date()
    /// How many a second; zero means each as soon as it can be.
    let rate: Int

    init(rate: Int) { self.rate = rate }

    /// Waits until the piece is due; gives that time.
    func turn(of index: Int) async throws -> Date {
        guard rate > 0 else { return Date() }
        let offset = Double(index) / Double(rate)
        try await Task.sleep(until: start + .seconds(offset), tolerance: .zero, clock: .continuous)
        return started + offset
    }
}
