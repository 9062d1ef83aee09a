import Contracts
import Foundation
import Outbox

/// How a service stands.
struct ServiceStatus: Codable, Sendable {
    let service: String
    let ready: Bool
    /// Each condition of readiness by name.
    let checks: [String: Bool]
    /// Messages waiting in the service's own queue; absent while the broker is away.
    let queueDepth: Int?
    /// This and what follows: absent while the database is away.
    let outboxBacklog: Int?
    let retrying: Int?
    let parked: Int?
}

struct ParkedQuery: Codable, Sendable {
    /// Only this cause, as `groupParked` names it: all three, or none.
    let error: String?
    let type: String?
    let reason: String?
    /// 1 to 200; 50 unless told.
    let limit: Int?
    let cursor: UUID?

    /// - Throws: `ValidationError` where only a part of a cause is given, which would be others' messages as well.
    func cause() throws -> ParkedCause? {
        switch (error, type, reason) {
        case (nil, nil, nil): nil
        case (let error?, let type?, let reason?): ParkedCause(error: error, type: type, reason: reason)
        default: throw ValidationError([FieldViolation("error", "must come with type and reason, or none of the three")])
        }
    }
}

struct ParkedPage: Codable, Sendable {
    let items: [ParkedMessage]
    let nextCursor: UUID?
}

struct ParkedGroups: Codable, Sendable {
    let items: [ParkedGroup]
}

struct DiscardRequest: Codable, Sendable {
    let reason: String
}

/// Which sent events are to be published again: those whose transactions began from `from` to just before `to`.
struct RepublishRequest: Codable, Sendable {
    let from: Date
    let to: Date
    /// `next` of the answer before, where a time holds more events than one call takes.
    let after: Int64?
}

struct Republished: Codable, Sendable {
    let count: Int
    /// Where to go on; absent where nothing is left.
    let next: Int64?
}

struct Settled: Codable, Sendable {
    let count: Int
    /// The new message's id after an edit.
    let id: UUID?
}
