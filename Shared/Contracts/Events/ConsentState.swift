import Foundation

/// What a person is written to for; each can be allowed and refused by itself, where it can be refused at all.
public enum ContactPurpose: String, StringEnum {
    /// What the contract asks for: a confirmation, a change, a receipt.
    case transactional
    /// Codes to sign in with, and what changes in the way somebody signs in.
    case security
    case reminder, marketing, survey
    /// A place that has become free for somebody who waits.
    case waitingList = "waiting_list"

    /// Whether a person can turn it off.
    public var canBeRefused: Bool { self != .transactional && self != .security }

    /// Whether it takes an opt-in first.
    public var needsOptIn: Bool { self == .marketing || self == .survey }
}

/// Whether a customer may be written to for a purpose on a channel, and how that is proved: the latest of them counts.
public struct ConsentState: EventPayload, Hashable {
    public static let schemaVersion = 1
    /// Of customer, purpose and channel: `ConsentState.id(of:_:_:)`.
    public var id: UUID
    public var version: Int64
    public var customerId: UUID
    public var purpose: ContactPurpose
    /// As `email` or `sms`.
    public var channel: String
    /// False where it was withdrawn, or never wanted.
    public var isGiven: Bool
    /// Where it was said, as `crm` or `front_desk`.
    public var source: String
    /// The words that were agreed to, as `2026-03`; absent where none were shown.
    public var wordingVersion: String?
    /// When it was said.
    public var at: Date
    public init(
        id: UUID, version: Int64, customerId: UUID, purpose: ContactPurpose, channel: String, isGiven: Bool, source: String,
        wordingVersion: String? = nil, at: Date
    ) {
        self.id = id
        self.version = version
        self.customerId = customerId
        self.purpose = purpose
        self.channel = channel
        self.isGiven = isGiven
        self.source = source
        self.wordingVersion = wordingVersion
        self.at = at
    }

    /// The identity of what a customer says to a purpose on a channel.
    public static func id(of customer: UUID, _ purpose: ContactPurpose, _ channel: String) -> UUID {
        UUID.v5(namespace: customer, name: "consent \(purpose.rawValue) \(channel)")
    }
}
