import Foundation

/// Where a customer's request outside policy stands. Only `pending` may become another.
public enum ExceptionStatus: String, StringEnum {
    /// Waits for an advisor.
    case pending
    /// Done as asked, on the policy's terms.
    case approved
    /// Done on terms that an advisor gave: without the fee, with another, or at another start.
    case overridden
    case declined
    /// The appointment was changed meanwhile, so there is nothing left to decide.
    case moot
    /// The appointment's time came before anybody decided.
    case expired
}

/// A customer's request for what the policy refuses: the whole state of it.
public struct ExceptionState: EventPayload, Hashable {
    public static let schemaVersion = 1

    /// How it was settled.
    public struct Decision: Codable, Sendable, Hashable {
        /// As the audit trail names who it was: `advisor <id>` or `system`.
        public var by: String
        public var at: Date
        /// A reason code; absent where none was asked for.
        public var reason: String?
        /// What the advisor tells the customer.
        public var note: String?
        /// The start it was moved to.
        public var start: Date?
        /// The fee that was charged; absent where none was.
        public var charged: Money?
        public init(by: String, at: Date, reason: String? = nil, note: String? = nil, start: Date? = nil, charged: Money? = nil) {
            self.by = by
            self.at = at
            self.reason = reason
            self.note = note
            self.start = start
            self.charged = charged
        }
    }

    public var id: UUID
    public var version: Int64
    public var status: ExceptionStatus
    public var kind: AppointmentChange
    public var workshop: WorkshopReference
    public var appointmentId: UUID
    public var appointmentStart: Date
    public var customer: CustomerContact
    /// The slug of what the policy answers, as `policy-window` or `fee-applies`.
    public var refusal: String
    /// The start asked for, for a move.
    public var wantedStart: Date?
    /// What the policy takes for it, and whether the customer agreed to that.
    public var fee: Money?
    public var feeAccepted: Bool
    /// A reason code, as `time_does_not_suit`.
    public var reason: String
    /// In the customer's own words.
    public var note: String?
    public var requestedAt: Date
    /// When an advisor should have decided, by the workshop's opening hours.
    public var dueAt: Date
    public var decision: Decision?
    /// The customer's secure link to the appointment; holds a token, so it is personal data.
    public var manageUrl: String?
    /// As the change that was granted left it; absent where none was.
    public var appointment: AppointmentState?

    public init(
        id: UUID, version: Int64, status: ExceptionStatus, kind: AppointmentChange, workshop: WorkshopReference, appointmentId: UUID,
        appointmentStart: Date, customer: CustomerContact, refusal: String, wantedStart: Date? = nil, fee: Money? = nil,
        feeAccepted: Bool, reason: String, note: String? = nil, requestedAt: Date, dueAt: Date, decision: Decision? = nil,
        manageUrl: String? = nil
    ) {
        self.id = id
        self.version = version
        self.status = status
        self.kind = kind
        self.workshop = workshop
        self.appointmentId = appointmentId
        self.appointmentStart = appointmentStart
        self.customer = customer
        self.refusal = refusal
        self.wantedStart = wantedStart
        self.fee = fee
        self.feeAccepted = feeAccepted
        self.reason = reason
        self.note = note
        self.requestedAt = requestedAt
        self.dueAt = dueAt
        self.decision = decision
        self.manageUrl = manageUrl
    }
}
