/// The parameters of one statement in PostgreSQL's text format, each ended by NUL, in one buffer: no allocation per
/// parameter, and the driver hands out pointers into it.
struct ParameterList: Sendable {
    private(set) var bytes: [UInt8] = []
    /// Where each parameter starts; -1 is NULL.
    private(set) var starts: [Int] = []
    /// Why a value cannot be sent. Interpolation cannot throw, so execution does.
    private(set) var refusal: String?

    var count: Int { starts.count }

    mutating func append(_ value: some PostgresEncodable) {
        var text = ParameterText(bytes: bytes)
        bytes = []  // the text now owns the buffer alone: no copy on write
        let start = text.bytes.count
        value.encode(into: &text)
        bytes = text.bytes
        if text.isNull {
            bytes.removeSubrange(start...)
            starts.append(-1)
        } else {
            // The text protocol of libpq ends a value at the first NUL: it would cut the value silently.
            if ZeroByte.isIn(bytes.span.extracting(start...)) { refuse("parameter \(count + 1) contains a NUL character") }
            bytes.append(0)
            starts.append(start)
        }
        if let reason = text.refusal { refuse("parameter \(count): \(reason)") }
    }

    mutating func append(contentsOf other: ParameterList) {
        let base = bytes.count
        bytes.append(contentsOf: other.bytes)
        starts.append(contentsOf: other.starts.map { $0 < 0 ? -1 : $0 + base })
        if let reason = other.refusal { refuse(reason) }
    }

    private mutating func refuse(_ reason: String) {
        if refusal == nil { refusal = reason }
    }
}
