/// What came of one try to hand over a one-time code. The reasons name neither code nor address.
enum CodeDelivery: Sendable, Hashable {
    /// The provider has it; with its receipt, if it gave one.
    case taken(String?)
    /// It was not sent, and may be later, not before what the provider asks for.
    case later(String, after: Duration?)
    /// It was not sent, and trying again is of no use.
    case refused(String)
    /// It may have been sent: no answer came.
    case unknown(String)
    /// There is no provider for the channel.
    case unconfigured

    /// The metric's label.
    var outcome: String {
        switch self {
        case .taken: "sent"
        case .later: "postponed"
        case .refused: "refused"
        case .unknown: "unknown"
        case .unconfigured: "unconfigured"
        }
    }

    /// For the log and the table; nil for what went well.
    var reason: String? {
        switch self {
        case .taken: nil
        case .later(let why, _), .refused(let why): why
        case .unknown(let why): "whether it was sent is not known: \(why)"
        case .unconfigured: "no provider of text messages is set (PITCREW_SMS_URL)"
        }
    }
}
