import Observability

/// The correlation id of a request.
enum RequestID {
    static let header = "X-Request-Id"

    /// The caller's id if it can safely be written to a log, or a new one.
    static func of(_ head: RequestHead) -> String {
        if let given = head.headers[header], (8...64).contains(given.utf8.count), given.utf8.allSatisfy(isPlain) { return given }
        return TraceContext.newID()
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
            true
        default: false
        }
    }
}
