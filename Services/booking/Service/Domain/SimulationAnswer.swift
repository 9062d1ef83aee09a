import Contracts
import Foundation
import Scheduling

/// How a workshop fares as it is and with changes, under the same calls.
struct SimulationAnswer: Codable, Sendable, Hashable {
    /// Nine tenths of the replications lie between `low` and `high`.
    struct Band: Codable, Sendable, Hashable {
        let low: Double
        let median: Double
        let high: Double
    }
    struct Figures: Codable, Sendable, Hashable {
        /// Share of the people's time that is sold.
        let utilisation: Band
        /// From the call to the start, the mean of those who were served.
        let leadMinutes: Band
        /// Share of the callers who got no time they would take.
        let refused: Band
        /// Minutes all people together work past the end of their days.
        let overtimeMinutes: Band
    }
    let workshopId: UUID
    let from: LocalDate
    let days: Int
    /// Fewer than asked for where the time did not suffice.
    let replications: Int
    let seed: Int
    /// Of one replication, on average.
    let calls: Double
    let before: Figures
    let after: Figures
    /// After less before, replication by replication.
    let difference: Figures
    /// Booked appointments that have a place now and would have none.
    let displaced: [UUID]
    /// Of the hours to be blocked, those that find no place.
    let unplacedMinutes: Int
}

extension SimulationAnswer.Band {
    init(_ band: SimulationBand) {
        self.init(low: Self.rounded(band.low), median: Self.rounded(band.median), high: Self.rounded(band.high))
    }

    /// What is left after the sixth place says nothing, and differs by machine.
    private static func rounded(_ value: Double) -> Double { (value * 1e6).rounded() / 1e6 }
}

extension SimulationAnswer.Figures {
    init(_ bands: SimulationBands) {
        self.init(
            utilisation: .init(bands.utilisation), leadMinutes: .init(bands.leadMinutes), refused: .init(bands.refused),
            overtimeMinutes: .init(bands.overtimeMinutes))
    }
}
