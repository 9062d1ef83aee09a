/// Why the mail server did not take a message. Holds no address.
public struct SMTPError: Error, Sendable, Hashable, CustomStringConvertible {
    public enum Kind: String, Sendable {
        /// The server refuses this message or recipient; see ``SMTPError/isPermanent``.
        case rejected
        /// The server takes no mail from us now: its greeting, our credentials or the encryption failed. Not the message's fault.
        case session
        /// The server cannot be reached, or the connection ended before the message was out.
        case connection
        /// The message was sent and the answer never came: it may or may not be delivered. Sending it again may deliver it
        /// twice (with the same Message-ID, by which many mailboxes drop the second).
        case ambiguous
        /// Our client is shut down or has too much waiting.
        case unavailable
    }

    public let kind: Kind
    /// The reply code, where there was a refusing reply.
    public let code: Int?
    /// The enhanced status code, like `5.1.1`.
    public let enhanced: String?
    /// More words for a log, addresses taken out.
    public let detail: String

    public init(kind: Kind, code: Int? = nil, enhanced: String? = nil, detail: String) {
        self.kind = kind
        self.code = code
        self.enhanced = enhanced
        self.detail = detail
    }

    /// Whether the same message would be refused for ever. Only then is trying again pointless.
    public var isPermanent: Bool { kind == .rejected && (code ?? 0) >= 500 }

    /// Whether it is unknown if the server took the message.
    public var isAmbiguous: Bool { kind == .ambiguous }

    /// Whether sending it again is safe and may succeed.
    public var isRetriable: Bool { !isPermanent && !isAmbiguous }

    public var description: String {
        [kind.rawValue, code.map(String.init), enhanced, detail].compactMap(\.self).joined(separator: " ")
    }

    init(_ failure: CurlFailure, _ result: CurlResult) {
        // 221 answers the farewell that follows a refusal.
        let replies = result.lines.compactMap { SMTPReply($0) }.filter { $0.code != 221 }
        let refusal = replies.last.flatMap { $0.code >= 400 ? $0 : nil }
        self.init(
            kind: Self.kind(failure, replies: replies, refusal: refusal, uploadEnded: result.uploadEnded),
            code: refusal?.code, enhanced: refusal?.enhanced, detail: refusal?.redactedText ?? failure.detail
        )
    }

    private static func kind(
        _ failure: CurlFailure, replies: [SMTPReply], refusal: SMTPReply?, uploadEnded: Bool
    ) -> Kind {
        let dataBegan = replies.contains { $0.code == 354 }
        switch failure.kind {
        case .login, .tlsMissing, .tls: return .session
        // "Service closing": about the connection, whenever it comes.
        case _ where refusal?.code == 421: return .session
        // Only MAIL, RCPT, DATA and the message's end speak about this message.
        case .sending where refusal != nil, .protocolViolation where refusal != nil && dataBegan: return .rejected
        case _ where refusal != nil && dataBegan: return .rejected
        case _ where dataBegan && uploadEnded: return .ambiguous
        case .unavailable, .cancelled: return .unavailable
        case .invalid, .protocolViolation: return .session
        default: return .connection
        }
    }
}
