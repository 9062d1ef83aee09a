import Contracts
import Foundation

/// How it is known what somebody has said.
struct ConsentProof: Codable, Sendable, Hashable {
    /// Where it was said, as `crm`, `preferences_page`, `one_click` or `front_desk`.
    let source: String
    /// The words that were answered, as `2026-03`; absent where none were shown.
    var wordingVersion: String?
    /// The event or request that brought it: the same is noted once.
    let eventId: UUID
    /// When it was said.
    let at: Date
    /// Orders what was said at the same moment.
    var version: Int64 = 0
}

/// What somebody has said to a purpose on a channel, with its proof.
struct ConsentEntry: Codable, Sendable {
    let id: UUID
    let purpose: ContactPurpose
    /// As `email` or `sms`.
    let channel: String
    /// False where it was withdrawn, or never wanted.
    let isGiven: Bool
    let proof: ConsentProof
}

/// When somebody wants to be written to.
struct ContactPreferences: Codable, Sendable, Hashable {
    /// IANA name, as `Asia/Dubai`; absent where the workshop's counts.
    var zone: String?
    /// `HH:MM` by the person's clock: from when they want quiet, and until when; both or neither.
    var quietFrom: String?
    var quietUntil: String?
    /// Do not disturb until then.
    var pausedUntil: Date?

    var quietHours: QuietHours? {
        guard let from = quietFrom.flatMap(QuietHours.minute), let until = quietUntil.flatMap(QuietHours.minute) else { return nil }
        return QuietHours(from: from, until: until)
    }

    /// - Throws: what is wrong with it, by field.
    func validate() throws(ValidationError) {
        var wrong: [FieldViolation] = []
        if let zone, TimeZone(identifier: zone) == nil { wrong.append(FieldViolation("zone", "must be an IANA time zone")) }
        for (name, text) in [("quietFrom", quietFrom), ("quietUntil", quietUntil)] {
            if let text, QuietHours.minute(text) == nil { wrong.append(FieldViolation(name, "must be a time of day, as 22:00")) }
        }
        if (quietFrom == nil) != (quietUntil == nil) {
            wrong.append(FieldViolation(quietFrom == nil ? "quietFrom" : "quietUntil", "must be given where the other is"))
        } else if let quietFrom, quietFrom == quietUntil {
            wrong.append(FieldViolation("quietUntil", "must be another time than quietFrom"))
        }
        if !wrong.isEmpty { throw ValidationError(wrong) }
    }
}

/// What was decided of one message, as people see it.
struct DecisionEntry: Codable, Sendable {
    enum Verdict: String, StringEnum {
        case allowed, deferred, refused
    }
    let messageId: UUID
    /// What it is, as `reminder` or `sign_in_code`.
    let kind: MessageKind
    let purpose: ContactPurpose
    let channel: String
    /// Absent where only an address is known, as of a code for a number.
    let customerId: UUID?
    let verdict: Verdict
    /// By what right it was sent: `consent`, `contract` or `transactional`.
    let ground: String?
    let consentId: UUID?
    /// What said no.
    let rule: ContactRule?
    /// The same in a sentence.
    let explanation: String?
    /// When a deferred one is decided again.
    let againAt: Date?
    let decidedAt: Date
    /// When it was decided for the first time.
    let createdAt: Date
}
