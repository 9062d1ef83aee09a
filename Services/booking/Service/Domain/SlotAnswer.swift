import Contracts
import Foundation

/// What a customer or advisor looks for.
struct SlotRequest: Sendable {
    var workshop: UUID
    var services: [UUID]
    var vehicleClass: VehicleClass
    /// The workshop's today where absent.
    var from: LocalDate?
    var days: Int
    /// The caller's own hold, which counts as free.
    var hold: UUID?
    /// Work cannot begin before; nil: whenever.
    var release: Date?
}

/// The free starts of some days.
struct SlotAnswer: Codable, Sendable, Hashable {
    struct Slot: Codable, Sendable, Hashable {
        let start: Date
        let end: Date
        /// Why it is proposed; empty for most.
        let reasons: [String]
    }
    struct Day: Codable, Sendable, Hashable {
        let date: LocalDate
        let slots: [Slot]
    }
    struct Proposal: Codable, Sendable, Hashable {
        let start: Date
        let end: Date
        /// As `earliest`, `lightest_day`, `least_fragmentation`.
        let reason: String
    }
    let workshopId: UUID
    let timeZone: String
    let durationMinutes: Int
    let days: [Day]
    let best: [Proposal]
    /// Why there is nothing whatever the day: groups of services for which no bay, nobody or no tools can do all of one group in one
    /// visit. Absent where the wish can be had.
    let apart: [[UUID]]?
}
