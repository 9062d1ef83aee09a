import Contracts
import Foundation
import Testing

/// What every reader of RFC 8259 must accept, must refuse, or may decide; Foundation beside ours wherever both must agree. A case is a
/// name and bytes, so that what is not UTF-8 has a place too.
@Suite struct JSONConformanceTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let name: String
        let bytes: [UInt8]
        var testDescription: String { name }

        init(_ name: String, _ text: String) { (self.name, bytes) = (name, Array(text.utf8)) }
        init(_ name: String, _ bytes: [UInt8]) { (self.name, self.bytes) = (name, bytes) }
    }

    /// A text that must be read, and the same value as we write it.
    struct Reading: CustomTestStringConvertible, Sendable {
        let text: String
        let written: String
        var testDescription: String { text.count > 60 ? text.prefix(60) + "…" : text }

        init(_ text: String, _ written: String) { (self.text, self.written) = (text, written) }
    }

    private static func ours(_ bytes: [UInt8]) throws -> JSONValue { try JSONCoding.decode(JSONValue.self, from: bytes) }
    private static func foundation(_ bytes: [UInt8]) throws -> JSONValue { try JSONDecoder().decode(JSONValue.self, from: Data(bytes)) }

    // MARK: What must be accepted

    @Test(arguments: numbers + strings + structures)
    func bothReadTheSame(_ reading: Reading) throws {
        let bytes = Array(reading.text.utf8)
        let value = try Self.ours(bytes)
        #expect(try JSONCoding.text(value) == reading.written)
        #expect(try JSONCoding.text(Self.foundation(bytes)) == reading.written)
        #expect(try Self.ours(Array(reading.written.utf8)) == value)
    }

    static let numbers = [
        Reading("-0", "0"), Reading("-0.0", "0"), Reading("-0e1", "0"), Reading("0e0", "0"), Reading("0E+5", "0"), Reading("0e-5", "0"),
        Reading("0.0000000000000000000000000000000000001", "1e-37"), Reading("1e+0", "1"), Reading("1.5E+1", "15"), Reading("10e-1", "1"),
        Reading("123456789012345678", "123456789012345678"), Reading("9223372036854775808", "9.223372036854776e+18"),
        Reading("-9223372036854775809", "-9.223372036854776e+18"), Reading("18446744073709551615", "1.8446744073709552e+19"),
        Reading("9007199254740993", "9007199254740993"), Reading("1.7976931348623157e308", "1.7976931348623157e+308"),
        Reading("4.9e-324", "5e-324"), Reading("2.2250738585072011e-308", "2.225073858507201e-308"), Reading("0.1", "0.1"),
        Reading("0.30000000000000004", "0.30000000000000004"), Reading("0.1" + String(repeating: "0", count: 500), "0.1"),
        Reading("1" + String(repeating: "0", count: 300), "1e+300"), Reading("-1.0", "-1"), Reading("1e15", "1000000000000000"),
    ]

    // Not to be written as literals.
    private static let noncharacters = String(String.UnicodeScalarView([0xFFFE, 0xFFFF, 0xFDD0].compactMap(Unicode.Scalar.init)))

    static let strings = [
        Reading(#""\u0022\u005c\u002f""#, #""\"\\/""#), Reading(#""\u0041\u00DF\u6771\ud800\udd51""#, "\"Aß東𐅑\""),
        Reading(#""\uDBFF\uDFFF""#, "\"\u{10FFFF}\""), Reading(#""\uFFFE\uFFFF\uFDD0""#, "\"\(noncharacters)\""),
        Reading("\"\u{7F}\u{80}\u{9F}\"", "\"\u{7F}\u{80}\u{9F}\""), Reading("\"\u{2028}\u{2029}\"", "\"\u{2028}\u{2029}\""),
        Reading(#""\u2028\u0001\u001f""#, "\"\u{2028}\\u0001\\u001f\""), Reading("\"\u{FEFF}\"", "\"\u{FEFF}\""),
        Reading(#""\\u0000""#, #""\\u0000""#), Reading("\"e\u{301}\"", "\"e\u{301}\""), Reading("\"👩🏽‍🔧\"", "\"👩🏽‍🔧\""),
        Reading(#""\/\b\f\n\r\t""#, #""/\u0008\u000c\n\r\t""#), Reading(#""'//*/*"#  + "\"", #""'//*/*""#),
        Reading("\"" + String(repeating: "x", count: 70_000) + "\"", "\"" + String(repeating: "x", count: 70_000) + "\""),
    ]

    static let structures = [
        Reading(" \t\r\n[ \t\r\n] \t\r\n", "[]"),
        Reading("{ \"a\" \n:\t1\r, \"b\" : 2 }", #"{"a":1,"b":2}"#), Reading("[[[[[]]]]]", "[[[[[]]]]]"),
        Reading("{\"\":0}", "{\"\":0}"), Reading(#"{"a":{"a":{"a":null}}}"#, #"{"a":{"a":{"a":null}}}"#),
        Reading("[null,true,false]", "[null,true,false]"),
        Reading(#"{"A":1,"a":2}"#, #"{"A":1,"a":2}"#), Reading(#"{"a\tb":1}"#, #"{"a\tb":1}"#), Reading(#"{"__proto__":1}"#, #"{"__proto__":1}"#),
        Reading("[1,[2,[3,{\"x\":[4]}]]]", "[1,[2,[3,{\"x\":[4]}]]]"), Reading("\"top\"", "\"top\""), Reading("false", "false"),
    ]

    // MARK: What must be refused

    @Test(arguments: malformedNumbers + malformedStrings + malformedStructures + malformedBytes)
    func bothRefuse(_ text: Case) throws {
        let error = #expect(throws: DecodingError.self) { try Self.ours(text.bytes) }
        guard case .dataCorrupted(let context) = try #require(error) else { throw NotCorrupted() }
        #expect(context.debugDescription.hasPrefix("must be valid JSON"))
        #expect(throws: (any Error).self) { try Self.foundation(text.bytes) }
    }

    static let malformedNumbers = [
        "-", "--1", "+1", "-01", "00", "01.5", "1.", "1.e1", ".1", "-.1", "1e", "1e+", "1e-", "1E1.5", "1ee1", "0x1", "1_000", "1 000.5", "１",
        "-Infinity", "-NaN", "1f", "1L", "- 1", "1 .5", "1e 5", "0b1", "2.", "-2.", "0.e1", "1..5",
    ].map { Case($0, "[\($0)]") }

    static let malformedStrings = [
        #"[""#, #"["a]"#, #"["\"]"#, #"["\a"]"#, #"["\U0041"]"#, #"["\u"]"#, #"["\u004"]"#, #"["\u00 1"]"#, #"["\u{41}"]"#, #"["\x41"]"#,
        #"["\'"]"#, #"["\0"]"#, #"["\u+041"]"#, "[\"\t\"]", "[\"\n\"]", "[\"\r\"]", "[\"\u{1F}\"]", "[`a`]", "[\"a\"\"b\"]", "[\\u0022a\\u0022]",
        "{\"a\" \"b\"}", #"["\"#, #"["\u12"#,
    ].map { Case($0, $0) }

    static let malformedStructures = [
        "[", "]", "{", "}", "[}", "{]", "[1,,2]", "[,]", "[1;2]", "{,}", "{\"a\":1,,\"b\":2}", "{\"a\"::1}",
        "{1:1}", "{null:1}", "{[]:1}", "{\"a\"=1}",
        "[1]x", "[1] [2]", "{}{}", "[1]/**/", "/* */[1]", "#\n[1]", "[1,\n", "{\"a\":", "{\"a\"", "[tru",
        "[TRUE]", "[nul]", "[nullnull]",
        "[true false]", "undefined", "[\u{A0}]", "[\u{2003}]", "[\u{0B}]", "[\u{0C}1]", "[1]\u{0}", "\u{1E}[1]", "[\u{85}]", "\\n", "...", "[1]]",
    ].map { Case($0, $0) }

    static let malformedBytes = [
        Case("only a byte order mark", [0xEF, 0xBB, 0xBF]), Case("half a byte order mark", [0xEF, 0xBB, 0x31]),
        Case("a lone continuation", [0x22, 0x80, 0x22]), Case("a start without continuation", [0x22, 0xC3, 0x22]),
        Case("overlong slash", [0x22, 0xC0, 0xAF, 0x22]), Case("overlong in three bytes", [0x22, 0xE0, 0x80, 0xAF, 0x22]),
        Case("overlong in four bytes", [0x22, 0xF0, 0x80, 0x80, 0xAF, 0x22]), Case("a surrogate in UTF-8", [0x22, 0xED, 0xBF, 0xBF, 0x22]),
        Case("beyond U+10FFFF", [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22]), Case("five bytes", [0x22, 0xF8, 0x88, 0x80, 0x80, 0x80, 0x22]),
        Case("Latin-1", [0x22, 0xE9, 0x22]), Case("0xFE", [0xFE]), Case("0xFF in an array", [0x5B, 0xFF, 0x5D]),
        Case("cut within a character", [0x22, 0xF0, 0x9F, 0x9A]), Case("not UTF-8 in a name", [0x7B, 0x22, 0xFF, 0x22, 0x3A, 0x31, 0x7D]),
    ]

    // MARK: What is ours to decide

    /// What RFC 8259 leaves open and I-JSON (RFC 7493) or our database closes; Foundation reads some of it.
    @Test(arguments: [
        (Case("two names", #"{"a":1,"a":1}"#), "same name twice"),
        (Case("two names deep inside", #"[{"x":{"b":1,"c":2,"b":3}}]"#), "same name twice"),
        (Case("a pile of marks in a name", "{\"a" + String(repeating: "\u{301}\u{323}", count: 100_000) + "\":1}"), "combining marks"),
        (Case("a pile of marks by escapes", "[\"a" + String(repeating: "\\u0301", count: 31) + "\"]"), "combining marks"),
        (Case("empty names", #"{"":1,"":2}"#), "same name twice"), (Case("a name by escape", #"{"\u0061\u0062":1,"ab":2}"#), "same name twice"),
        (Case("a name by surrogates", #"{"\ud83d\ude97":1,"🚗":2}"#), "same name twice"),
        (Case("the 20th of many names", "{" + (0..<20).map { "\"k\($0)\":0," }.joined() + "\"k19\":1}"), "same name twice"),
        (Case("U+0000 in a string", #"["a\u0000b"]"#), "U+0000"), (Case("U+0000 in a name", #"{"\u0000":1}"#), "U+0000"),
        (Case("65 arrays", String(repeating: "[", count: 65) + String(repeating: "]", count: 65)), "deeper than 64"),
        (Case("65 objects", String(repeating: "{\"a\":", count: 65) + "1" + String(repeating: "}", count: 65)), "deeper than 64"),
        (Case("a million openings", String(repeating: "[", count: 1_000_000)), "deeper than 64"),
        (Case("a byte order mark", "\u{FEFF}[1]"), "not at byte 0"), (Case("UTF-16", [0x5B, 0, 0x31, 0, 0x5D, 0]), "not at byte 1"),
        (Case("UTF-16 with its mark", [0xFF, 0xFE, 0x5B, 0, 0x5D, 0]), "UTF-8"), (Case("UTF-32", [0, 0, 0, 0x31]), "not at byte 0"),
        (Case("a lone high surrogate", #"["\ud800"]"#), "not at byte"), (Case("two high surrogates", #"["\ud800\ud800"]"#), "not at byte"),
        (Case("surrogates turned round", #"["\udd51\ud800"]"#), "not at byte"), (Case("a high surrogate and text", #"["\ud800abc"]"#), "not at byte"),
        (Case("a high surrogate at the end", #"["\ud800\u"]"#), "not at byte"),
    ])
    func aRuleIsNamed(_ text: Case, _ rule: String) throws {
        let error = #expect(throws: DecodingError.self) { try Self.ours(text.bytes) }
        guard case .dataCorrupted(let context) = try #require(error) else { throw NotCorrupted() }
        #expect(context.debugDescription.contains(rule))
    }

    @Test func equalButDifferentlyWrittenNamesAreTheSame() {
        #expect(throws: DecodingError.self) { try Self.ours(Array("{\"é\":1,\"e\u{301}\":2}".utf8)) }
    }

    @Test(arguments: ["1e309", "-1e309", "1e999999999", "1e99999999999999999999", "1" + String(repeating: "0", count: 400)])
    func aNumberTooLargeForADoubleIsRefused(_ text: String) {
        #expect(throws: DecodingError.self) { try JSONCoding.decode(Double.self, from: text.utf8) }
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(Double.self, from: Data(text.utf8)) }
    }

    @Test(arguments: ["1e39", "-3.5e38", "1e308"])
    func aNumberTooLargeForAFloatIsRefused(_ text: String) {
        #expect(throws: DecodingError.self) { try JSONCoding.decode([Float].self, from: "[\(text)]".utf8) }
        #expect(throws: DecodingError.self) { try JSONDecoder().decode([Float].self, from: Data("[\(text)]".utf8)) }
    }

    @Test(arguments: ["1e-400", "-1e-400", "0e999999999", "1e-999999999"])
    func aNumberTooSmallForADoubleIsZero(_ text: String) throws {
        #expect(try JSONCoding.decode(Double.self, from: text.utf8) == 0)
    }

    @Test func integersKeepEveryDigit() throws {
        for number in [Int.max, .min, Int.max - 1, 1 << 53 + 1, -(1 << 53) - 1, 0] {
            #expect(try JSONCoding.decode(Int.self, from: "\(number)".utf8) == number)
            #expect(try JSONCoding.decode(Int.self, from: "\(number).000".utf8) == number)
        }
        #expect(try JSONCoding.decode(UInt64.self, from: "18446744073709551615".utf8) == .max)
        #expect(throws: DecodingError.self) { try JSONCoding.decode(Int.self, from: "9223372036854775808".utf8) }
        #expect(throws: DecodingError.self) { try JSONCoding.decode(UInt.self, from: "-1".utf8) }
        #expect(throws: DecodingError.self) { try JSONCoding.decode(UInt64.self, from: "18446744073709551616".utf8) }
    }

    /// Every proper prefix of a text that is an object or array is refused, by both.
    @Test func whatIsCutShortIsRefused() {
        let text = Array(#"{"a":[1,-2.5e3,"x\u00e9\ud83d\ude97é\n",true,false,null,{"b":{}}],"c":"d"}"#.utf8)
        for count in 0..<text.count {
            #expect(throws: DecodingError.self, "cut at \(count)") { try Self.ours(Array(text.prefix(count))) }
            #expect(throws: (any Error).self, "cut at \(count)") { try Self.foundation(Array(text.prefix(count))) }
        }
    }

    /// Each byte in turn replaced by each other one: both read the same value, or ours refuses it.
    @Test func whatIsDamagedIsReadAsFoundationReadsIt() throws {
        let text = Array(#"{"a":[1.5,"\u00e9é"],"b":-1e2}"#.utf8)
        for place in text.indices {
            for byte in UInt8.min ... .max {
                var damaged = text
                damaged[place] = byte
                guard let value = try? Self.ours(damaged) else { continue }
                #expect(try JSONCoding.text(Self.foundation(damaged)) == JSONCoding.text(value), "byte \(place) as \(byte)")
            }
        }
    }

    @Test func bothReadTextsOfTheGreatestDepth() throws {
        let objects = String(repeating: "{\"a\":", count: 64) + "1" + String(repeating: "}", count: 64)
        let mixed = String(repeating: "[{\"a\":", count: 32) + "1" + String(repeating: "}]", count: 32)
        for text in [objects, mixed] {
            #expect(try JSONCoding.text(Self.ours(Array(text.utf8))) == text)
            #expect(try JSONCoding.text(Self.foundation(Array(text.utf8))) == text)
        }
    }

    private struct NotCorrupted: Error {}
}
