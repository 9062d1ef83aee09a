import Foundation

/// One line as JSON, by hand: this is on every service's hot path. Bounded whatever callers pass.
struct LogLine {
    static let maximumFields = 48
    static let maximumValueBytes = 4096

    let time: Date
    let level: Logger.Level
    let service: String
    let message: String
    let trace: TraceContext?
    let fields: [String: LogValue]

    var json: String {
        var text = "{"
        append("time", .string(Timestamp.rfc3339(time)), to: &text)
        append("level", .string(level.rawValue), to: &text)
        append("service", .string(service), to: &text)
        append("message", .string(message), to: &text)
        if let trace {
            append("trace_id", .string(trace.traceID), to: &text)
            append("span_id", .string(trace.spanID), to: &text)
        }
        for (key, value) in fields.sorted(by: { $0.key < $1.key }).prefix(LogLine.maximumFields) {
            let name = LogKeys.reserved.contains(key) ? "field.\(key)" : key
            append(name, LogKeys.personal.contains(key) ? "[redacted]" : value, to: &text)
        }
        text += "}"
        return text
    }

    /// The line a sink adds for those it lost.
    static func dropped(_ count: Int) -> String {
        let time = Timestamp.rfc3339(Date())
        return #"{"time":"\#(time)","level":"error","message":"log lines dropped","lines_dropped":\#(count)}"# + "\n"
    }

    private func append(_ key: String, _ value: LogValue, to text: inout String) {
        if text.utf8.count > 1 { text += "," }
        JSONText.append(key, to: &text, limit: LogLine.maximumValueBytes)
        text += ":"
        switch value {
        case .string(let string): JSONText.append(string, to: &text, limit: LogLine.maximumValueBytes)
        case .int(let number): text += String(number)
        case .bool(let flag): text += flag ? "true" : "false"
        // JSON knows no infinities.
        case .double(let number): text += number.isFinite ? "\(number)" : "\"\(number)\""
        }
    }
}
