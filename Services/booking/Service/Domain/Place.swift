import Contracts
import Foundation
import Scheduling

/// Where work could go, with what speaks for and against it.
struct Place: Codable, Sendable, Hashable {
    /// Points, fewer are better; `total` is the sum of the others.
    struct Score: Codable, Sendable, Hashable {
        /// Ten for each level of skill too many, and each kind of work the bay serves and this is not.
        let skillFit: Int
        /// Hundredths of the day that are then sold of whoever does it.
        let loadBalance: Int
        /// Minutes left beside it that cannot be sold; 15 for a stretch that is split.
        let fragmentation: Int
        /// Minutes after it is due, and hours after the first that could be; four times as much for high priority.
        let lateness: Int
        /// 60 where another appointment gets other people or another bay, 300 and more where it gets another time.
        let displacedWork: Int
        let total: Int
    }
    struct Reason: Codable, Sendable, Hashable {
        /// `skill_fit`, `load_balance`, `fragmentation`, `lateness` or `displaced_work`.
        let code: String
        /// What a sentence in another language needs: names, numbers, RFC 3339 instants.
        let values: [String: String]
    }
    let start: Date
    let end: Date
    let technician: NamedReference
    let bay: NamedReference
    let score: Score
    let reasons: [Reason]
    let sentence: String
}

enum PlacementPriority: String, StringEnum {
    case normal
    /// One booked appointment may be asked to make way.
    case high
}

/// The places for new work.
struct RecommendationAnswer: Codable, Sendable, Hashable {
    let best: [Place]
}

/// Where an appointment could be moved to.
struct MovePlaces: Codable, Sendable, Hashable {
    struct Day: Codable, Sendable, Hashable {
        let date: LocalDate
        let starts: [Date]
    }
    let appointmentId: UUID
    let version: Int64
    let from: LocalDate
    let days: [Day]
    let best: [Place]
}

extension Place.Score {
    init(_ score: PlaceScore) {
        self.init(
            skillFit: score.skillFit, loadBalance: score.loadBalance, fragmentation: score.fragmentation, lateness: score.lateness,
            displacedWork: score.displacedWork, total: score.total)
    }
}
