import FoundationEssentials

/// What the other system answered. Any status is an answer; only no answer is an error.
public struct OutboundResponse: Sendable {
    public let status: Int
    public let headers: OutboundHeaders
    public let body: [UInt8]

    public init(status: Int, headers: OutboundHeaders = [:], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// Whether the status is 2xx.
    public var isSuccess: Bool { (200..<300).contains(status) }

    /// The body as text; bytes that are not UTF-8 are replaced.
    public var text: String { String(decoding: body, as: UTF8.self) }

    /// How long the server asks to wait before the next try; nil when it does not say.
    public func retryAfter(now: Date = Date()) -> Duration? {
        headers["Retry-After"].flatMap { RetryAfter.parse($0, now: now) }
    }
}
