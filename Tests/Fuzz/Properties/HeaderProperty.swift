import Contracts
import Foundation
import Observability
import Outbound

@testable import HTTP
@testable import Outbound

/// Header fields and what is read from them. The input's parts: a field's name, its value, further values.
enum HeaderProperty {
    static let check: @Sendable ([UInt8]) throws -> Void = { bytes in
        guard bytes.count <= 4096 else { return }
        var input = FuzzInput(bytes)
        let (name, value, other) = (input.text(), input.text(), input.text())
        try fields(name, value, other)
        try length(value, other)
        try coding(value)
        try tags(value)
        try identifiers(value)
        try retryAfter(value)
        try event(name, value)
    }

    private static func fields(_ name: String, _ value: String, _ other: String) throws {
        var headers = HTTPHeaders([(name, value), (name.uppercased(), other)])
        try demand(headers[name] == value, "the first field is not found")
        try demand(headers.all(name.lowercased()).first == value || !name.utf8.allSatisfy { $0 < 0x80 }, "case counts")
        headers[name] = other
        try demand(headers.all(name) == [other], "setting leaves a field of the same name")
        let outbound = OutboundHeaders.Field(name: name, value: value)
        if outbound.isWellFormed {
            try demand(!(name + value).utf8.contains { $0 == 0x0D || $0 == 0x0A || $0 == 0 }, "a field that can begin another")
        }
    }

    /// A length that only we would read as one is a way to smuggle requests.
    private static func length(_ value: String, _ other: String) throws {
        let one = BodyLength(["Content-Length": value])
        let isDigits = !value.isEmpty && value.utf8.allSatisfy { (0x30...0x39).contains($0) }
        try demand(one.isAmbiguous || (isDigits && one.announced == Int(value)), "a length that is not digits counts")
        try demand(BodyLength(["Content-Length": value, "content-length": other]).isAmbiguous, "two lengths are taken")
        try demand(BodyLength(["Content-Length": value, "Transfer-Encoding": other]).isAmbiguous, "a length beside a coding is taken")
        let coded = BodyLength(["Transfer-Encoding": value])
        try demand(coded.isAmbiguous == (value.lowercased() != "chunked"), "another transfer coding is taken")
    }

    private static func coding(_ value: String) throws {
        if ContentCoding.accepts(value) {
            let text = value.lowercased()
            try demand(text.contains("gzip") || text.contains("*"), "gzip for one who did not ask")
        }
        try demand(ContentCoding.accepts(value + ",gzip"), "gzip is not found behind other codings")
        try demand(ContentCoding.accepts(value + ", gzip;q=0.5"), "gzip with a weight is not found behind other codings")
    }

    private static func tags(_ value: String) throws {
        guard !value.utf8.contains(where: { $0 == 0x22 || $0 == 0x2C }), !value.hasPrefix("W/") else { return }
        let tag = EntityTag.quoted(value)
        try demand(EntityTag.matches(tag, tag), "a tag does not match itself")
        try demand(EntityTag.matches("\"other\", W/\(tag)", tag), "a weak tag in a list does not match")
    }

    private static func identifiers(_ value: String) throws {
        let id = RequestID.of(RequestHead(method: "GET", target: "/", headers: [RequestID.header: value]))
        try demand((8...64).contains(id.utf8.count) && id.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }, "an id that does not fit a log line")
        if let context = TraceContext(traceparent: value) {
            try demand(value.hasPrefix("00") == false || context.traceparent.utf8.dropLast(2).elementsEqual(value.utf8.dropLast(2)), "another trace")
            try demand(TraceContext(traceparent: context.traceparent) == context, "a trace context cannot be read again")
        }
    }

    private static func retryAfter(_ value: String) throws {
        guard let wait = RetryAfter.parse(value, now: Date(timeIntervalSince1970: 1_774_764_000)) else { return }
        try demand(wait >= .zero && wait <= RetryAfter.longest, "a wait of \(wait)")
    }

    /// Whatever an event's texts are, a reader by the standard's rules finds one event with them.
    private static func event(_ id: String, _ data: String) throws {
        let encoded = ServerSentEvent(id: id, event: id, data: data).encoded
        var found: [String: [String]] = [:]
        let lines = encoded.utf8.split(omittingEmptySubsequences: false) { $0 == 0x0A || $0 == 0x0D }.map { String(Substring($0)) }
        for line in lines.dropLast(2) {
            let name = line.prefix { $0 != ":" }
            found[String(name), default: []].append(String(line.utf8.dropFirst(name.utf8.count + 2)) ?? "")
        }
        try demand(lines.suffix(2) == ["", ""] && Set(found.keys) == ["id", "event", "data"], "other fields than were meant: \(found.keys)")
        try demand(found["id"]?.count == 1 && found["event"]?.count == 1, "a name that became several fields")
        let expected = data.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
        try demand(found["data"] == expected, "other data")
    }
}
