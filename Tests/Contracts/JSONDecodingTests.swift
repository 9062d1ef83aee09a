import Contracts
import Foundation
import Testing

/// What a text must be to be read at all (RFC 8259, restricted as I-JSON), and what becomes of it.
@Suite struct JSONDecodingTests {
    @Test(arguments: [
        "", " ", "{", "}", "[", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "{\"a\":1 \"b\":2}",
        "nul", "nulls", "True", "tru", "01", "-", "-01", "1.", ".5", "1e", "1e+", "+1", "0x10", "NaN", "Infinity", "1 2", "\"", "\"a",
        "\"\\\"", "\"\\x\"", "\"\\u12\"", "\"\\u12G4\"", "\"\\ud800\"", "\"\\ud800\\u0041\"", "\"\\udc00\"", "\"a\nb\"", "\"\u{1}\"",
        "'a'", "[1]]", "// a\n1", "\u{FEFF}1", "{\"a\":1,\"a\":2}", "{\"a\":1,\"\\u0061\":2}", "{\"\u{E9}\":1,\"e\u{301}\":2}", "\"\\u0000\"",
    ])
    func malformedTextIsRefused(_ text: String) {
        #expect(throws: DecodingError.self) { try JSONCoding.decode(JSONValue.self, from: text.utf8) }
    }

    @Test(arguments: [[0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0xE2, 0x82, 0x22]] as [[UInt8]])
    func textThatIsNotUTF8IsRefused(_ bytes: [UInt8]) {
        #expect(throws: DecodingError.self) { try JSONCoding.decode(JSONValue.self, from: bytes) }
    }

    @Test(arguments: [
        (" null ", .null), ("true", .bool(true)), ("0", .int(0)), ("-0", .int(0)), ("9223372036854775807", .int(.max)),
        ("-9223372036854775808", .int(.min)), ("0.5", .double(0.5)), ("1E3", .int(1000)), ("2.0", .int(2)), ("1e-3", .double(0.001)),
        ("\"\"", .string("")), ("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", .string("\"\\/\u{8}\u{C}\n\r\t")), ("\"\\u00e9\\u20AC\"", .string("é€")),
        ("\"\\ud83d\\ude97 ok\"", .string("🚗 ok")), ("[]", .array([])), ("\t[ 1 ,\r\n2 ]", .array([.int(1), .int(2)])), ("{}", .object([:])),
        ("{\"\":{\"b\":[null]}}", .object(["": .object(["b": .array([.null])])])),
    ] as [(String, JSONValue)])
    func soundTextIsRead(_ text: String, _ expected: JSONValue) throws {
        #expect(try JSONCoding.decode(JSONValue.self, from: text.utf8) == expected)
    }

    @Test func depthIsBounded() throws {
        func nested(_ levels: Int) -> String { String(repeating: "[", count: levels) + String(repeating: "]", count: levels) }
        _ = try JSONCoding.decode(JSONValue.self, from: nested(64).utf8)
        #expect(throws: DecodingError.self) { try JSONCoding.decode(JSONValue.self, from: nested(65).utf8) }
        #expect(throws: DecodingError.self) { try JSONCoding.decode(JSONValue.self, from: String(repeating: "[{\"a\":", count: 1_000_000).utf8) }
    }

    private struct Order: Decodable {
        struct Line: Decodable {
            let id: UUID
            let count: Int8
        }
        let at: Date
        let lines: [Line]
        let note: String?
    }

    private static let id = "01928f00-0000-7000-8000-00000000000a"

    @Test(arguments: [
        (#"{"lines":[]}"#, "at", "keyNotFound"), (#"{"at":null,"lines":[]}"#, "at", "valueNotFound"),
        (#"{"at":"yesterday","lines":[]}"#, "at", "dataCorrupted"), (#"{"at":"2026-03-29T08:00:00Z","lines":{}}"#, "lines", "typeMismatch"),
        (#"{"at":"2026-03-29T08:00:00Z","lines":[{"id":"\#(id)","count":1},{"id":"x","count":1}]}"#, "lines.1.id", "dataCorrupted"),
        (#"{"at":"2026-03-29T08:00:00Z","lines":[{"id":"\#(id)","count":128}]}"#, "lines.0.count", "dataCorrupted"),
        (#"{"at":"2026-03-29T08:00:00Z","lines":[{"id":"\#(id)","count":1.5}]}"#, "lines.0.count", "typeMismatch"),
        (#"{"at":"2026-03-29T08:00:00Z","lines":[{"id":"\#(id)","count":1.00000000000000000001}]}"#, "lines.0.count", "typeMismatch"),
        (#"{"at":"2026-03-29T08:00:00Z","lines":[],"note":7}"#, "note", "typeMismatch"), ("[]", "", "typeMismatch"),
    ])
    func anErrorNamesTheField(_ text: String, _ field: String, _ kind: String) throws {
        let error = #expect(throws: DecodingError.self) { try JSONCoding.decode(Order.self, from: text.utf8) }
        let found: (String, [any CodingKey]) =
            switch try #require(error) {
            case .keyNotFound(let key, let context): ("keyNotFound", context.codingPath + [key])
            case .valueNotFound(_, let context): ("valueNotFound", context.codingPath)
            case .typeMismatch(_, let context): ("typeMismatch", context.codingPath)
            case .dataCorrupted(let context): ("dataCorrupted", context.codingPath)
            @unknown default: ("unknown", [])
            }
        #expect(found.0 == kind)
        #expect(found.1.map(\.stringValue).joined(separator: ".") == field)
    }

    @Test func membersMayComeInAnyOrderAndUnknownOnesAreIgnored() throws {
        let text = #"{"x":{"at":[1]},"note":null,"lines":[{"count":3,"id":"\#(Self.id.uppercased())"}],"at":"1970-01-01T01:00:00.5+01:00"}"#
        let order = try JSONCoding.decode(Order.self, from: text.utf8)
        #expect(order.at == Date(timeIntervalSince1970: 0.5))
        #expect(order.lines[0].id.text == Self.id && order.lines[0].count == 3 && order.note == nil)
    }

    /// Few names are compared one by one, many by a set: neither may miss a pair, or see one where there is none.
    @Test(arguments: [2, 3, 16, 17, 31, 32, 33, 34, 60], ["k", "\u{E9}", #"\n"#])
    func theSameNameTwiceIsRefusedAmongAnyNumber(_ count: Int, _ letter: String) throws {
        let names = (10..<(10 + count)).map { "\"\(letter)\($0)\":0" }
        guard case .object(let members) = try JSONCoding.decode(JSONValue.self, from: "{\(names.joined(separator: ","))}".utf8) else {
            throw DecodingFailed()
        }
        #expect(members.count == count)
        for (first, second) in [(0, count - 1), (count - 2, count - 1), (0, 1)] {
            var doubled = names
            doubled[second] = doubled[first]
            #expect(throws: DecodingError.self) { try JSONCoding.decode(JSONValue.self, from: "{\(doubled.joined(separator: ","))}".utf8) }
        }
    }

    @Test func manyMembersCostNoMoreThanTheirNumber() throws {
        let count = 100_000
        let text = "{" + (0..<count).map { #""k\#($0)":\#($0)"# }.joined(separator: ",") + "}"
        guard case .object(let members) = try JSONCoding.decode(JSONValue.self, from: text.utf8) else { throw DecodingFailed() }
        #expect(members.count == count && members["k99999"] == 99_999)
    }
}

private struct DecodingFailed: Error {}
