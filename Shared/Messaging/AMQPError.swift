/// What went wrong between us and the broker. The text never holds a password, a header or a body.
public struct AMQPError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What kind of thing went wrong; decides what a caller does about it.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// The message may or may not be in the broker's hands. Publish it again under the same message id.
        case unknownOutcome
        /// The time allowed was up before anything was sent: the broker is away, or blocks publishers.
        case notSent
        /// More is waiting to be published than may wait.
        case overloaded
        /// This end is stopping or has stopped.
        case stopped
        /// No connection could be made: name, network or time limit.
        case unreachable
        /// The connection broke or the broker closed it.
        case connectionLost
        /// The broker refused the user, its password or the virtual host.
        case authentication
        /// The certificate or its name is not to be trusted, or there is no common protocol.
        case tls
        /// The exchange, queue or virtual host does not exist.
        case notFound
        /// The user may not do this.
        case accessRefused
        /// A declaration differs from what exists, or another precondition of the broker does not hold.
        case mismatch
        /// The broker closed the channel for another reason.
        case channelClosed
        /// The broker cancelled the consumer: its queue was deleted or moved.
        case consumerCancelled
        /// No answer in time.
        case timedOut
        /// The broker sent what it should not have.
        case protocolViolation
        /// The caller asked for what AMQP cannot carry.
        case invalidArgument
    }

    public let code: Code
    /// For people; safe to log.
    public let text: String
    /// AMQP's reply code, when the broker gave one.
    public let replyCode: Int?

    public init(_ code: Code, _ text: String = "", replyCode: Int? = nil) {
        self.code = code
        self.text = text
        self.replyCode = replyCode
    }

    /// Whether the same may succeed later without anybody changing anything.
    public var isRetriable: Bool {
        switch code {
        case .unknownOutcome, .notSent, .overloaded, .unreachable, .connectionLost, .channelClosed, .consumerCancelled, .timedOut,
            .protocolViolation:
            true
        case .stopped, .authentication, .tls, .notFound, .accessRefused, .mismatch, .invalidArgument: false
        }
    }

    public var description: String {
        let suffix = replyCode.map { " (\($0))" } ?? ""
        return text.isEmpty ? code.rawValue + suffix : "\(code.rawValue): \(text)\(suffix)"
    }

    /// The broker's reason for closing a channel or a connection; codes of AMQP 0-9-1, section 1.1 of the reference.
    static func closed(by replyCode: Int, _ text: String, connection: Bool) -> AMQPError {
        let code: Code =
            switch replyCode {
            case 403: connection ? .authentication : .accessRefused
            case 404: .notFound
            case 405, 406: .mismatch
            case 530 where connection: .authentication
            default: connection ? .connectionLost : .channelClosed
            }
        return AMQPError(code, text, replyCode: replyCode)
    }
}
