import Contracts
import Foundation

struct ExceptionsQuery: Codable, Sendable {
    var workshopId: UUID
    /// `pending` where absent.
    var status: ExceptionStatus?
    var kind: AppointmentChange?
    /// Only those that wait for longer than they should.
    var overdue: Bool?
    /// The `nextCursor` of the page before.
    var cursor: UUID?
    /// 1 to 200; 50 unless told.
    var limit: Int?
}

struct ExceptionPage: Codable, Sendable {
    let items: [ExceptionItem]
    let nextCursor: UUID?
    /// How many wait at this workshop, whatever the filter, and how many of them for longer than they should.
    let open: Int
    let overdue: Int
    /// What ages are counted to.
    let now: Date
}

struct ApproveBody: Codable, Sendable {
    var reason: ReasonCode?
    /// For the customer.
    var note: String?
}

struct OverrideBody: Codable, Sendable {
    var reason: ReasonCode
    /// For the customer.
    var note: String?
    /// Another start for a move.
    var start: Date?
    /// In minor units; 0 where absent.
    var fee: Int?
}

struct DeclineBody: Codable, Sendable {
    var reason: ReasonCode
    /// For the customer.
    var note: String?
}
