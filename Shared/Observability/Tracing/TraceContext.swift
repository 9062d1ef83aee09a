/// Where a piece of work stands in a trace: what travels between processes as the header `traceparent`.
///
/// W3C Trace Context, level 1: https://www.w3.org/TR/trace-context/
public struct TraceContext: Sendable, Hashable {
    /// 32 lower-case hexadecimal digits.
    public let traceID: String
    /// 16 lower-case hexadecimal digits.
    public let spanID: String
    /// Whether the caller may have recorded this trace.
    public let isSampled: Bool

    /// Reads a header. Nil unless it is valid to the letter; a future version is read as far as it is known.
    public init?(traceparent: String) {
        let bytes = Array(traceparent.utf8)
        guard bytes.count >= 55, bytes[2] == dash, bytes[35] == dash, bytes[52] == dash else { return nil }
        guard let version = Hex.byte(bytes[0..<2]), version != 0xFF, let flags = Hex.byte(bytes[53..<55]) else { return nil }
        // Version 00 ends here; a later one may go on after another dash.
        guard bytes.count == 55 || (version > 0 && bytes[55] == dash) else { return nil }
        guard let traceID = Hex.id(bytes[3..<35]), let spanID = Hex.id(bytes[36..<52]) else { return nil }
        self.init(traceID: traceID, spanID: spanID, isSampled: flags & 1 == 1)
    }

    init(traceID: String, spanID: String, isSampled: Bool) {
        self.traceID = traceID
        self.spanID = spanID
        self.isSampled = isSampled
    }

    /// The beginning of a new trace.
    public static func root(isSampled: Bool = true) -> TraceContext {
        TraceContext(traceID: newID(), spanID: newSpanID(), isSampled: isSampled)
    }

    /// 32 random hexadecimal digits: unique, but to be guessed, so never a secret.
    public static func newID() -> String { Hex.digits(IDSource.high.next(), IDSource.low.next()) }

    /// A new span in the same trace.
    public func child() -> TraceContext {
        TraceContext(traceID: traceID, spanID: TraceContext.newSpanID(), isSampled: isSampled)
    }

    private static func newSpanID() -> String { Hex.digits(IDSource.low.next()) }

    /// The header's value, version 00.
    public var traceparent: String { "00-\(traceID)-\(spanID)-\(isSampled ? "01" : "00")" }
}

private let dash = UInt8(ascii: "-")
