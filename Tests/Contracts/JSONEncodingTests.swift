import Contracts
import Foundation
import Testing

/// What values become in JSON, also as Foundation's own coder reads and writes it.
@Suite struct JSONEncodingTests {
    private struct Sample: Codable, Equatable {
        enum Kind: String, Codable { case a, b }
        enum Choice: Codable, Equatable { case one(Int), two(name: String) }
        struct Empty: Codable, Equatable {}
        var flag = true
        var small: Int8 = -128
        var big: UInt64 = .max
        var least = Int.min
        var ratio = 0.1
        var single: Float = 0.1
        var text = "quote \" backslash \\ slash / é 🚗 \u{1} \n \r \t \u{2028}"
        var kind = Kind.b
        var choices = [Choice.one(1), .two(name: "x")]
        var none: String?
        var empty = Empty()
        var list: [Int?] = [1, nil, 3]
        var nested = [[1.5], [], [2, -0.25]]
        var table = ["z": 1, "a": 2, "m": 3]
    }

    @Test func foundationReadsWhatWeWrite() throws {
        let sample = Sample()
        #expect(try JSONDecoder().decode(Sample.self, from: Data(JSONCoding.encode(sample))) == sample)
    }

    @Test func weReadWhatFoundationWrites() throws {
        let sample = Sample()
        #expect(try JSONCoding.decode(Sample.self, from: JSONEncoder().encode(sample)) == sample)
    }

    @Test func theTextIsTheSameEveryTime() throws {
        #expect(try JSONCoding.text(["b": 1, "a": 2]) == #"{"a":2,"b":1}"#)
        #expect(try JSONCoding.text(Sample.Empty()) == "{}")
        let id = try #require(UUID(uuidString: "01928F00-0000-7000-8000-00000000000A"))
        #expect(try JSONCoding.text([id]) == #"["01928f00-0000-7000-8000-00000000000a"]"#)
        #expect(try JSONCoding.text([Date(timeIntervalSince1970: 0.25)]) == #"["1970-01-01T00:00:00.250Z"]"#)
        #expect(try JSONCoding.text([1.0, -2.5, 1e21, Double.leastNonzeroMagnitude]) == "[1,-2.5,1e+21,5e-324]")
        #expect(try JSONCoding.text("a\u{1F}\"") == #""a\u001f\"""#)
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity])
    func whatJSONHasNoNumberForIsRefused(_ number: Double) {
        #expect(throws: EncodingError.self) { try JSONCoding.encode([number]) }
    }

    @Test func aTypeMayAddMembersToThoseOfAnother() throws {
        struct Outer: Encodable {
            enum Keys: CodingKey { case more }
            func encode(to encoder: any Encoder) throws {
                try Inner().encode(to: encoder)
                var members = encoder.container(keyedBy: Keys.self)
                try members.encode([1], forKey: .more)
            }
        }
        struct Inner: Encodable { let id = 7 }
        #expect(try JSONCoding.text(Outer()) == #"{"id":7,"more":[1]}"#)
    }

    @Test func writingOutOfOrderIsRefusedInsteadOfMixed() {
        struct Crossed: Encodable {
            enum Keys: CodingKey { case a, b }
            func encode(to encoder: any Encoder) throws {
                var members = encoder.container(keyedBy: Keys.self)
                var list = members.nestedUnkeyedContainer(forKey: .a)
                try members.encode(1, forKey: .b)
                try list.encode(2)
            }
        }
        #expect(throws: EncodingError.self) { try JSONCoding.encode(Crossed()) }
    }

    /// A thousand random values, there and back, and the same by Foundation.
    @Test func randomValuesSurvive() throws {
        var random = SplitMix(state: 7)
        for _ in 0..<1000 {
            let value = Self.value(depth: 0, &random)
            let text = try JSONCoding.encode(value)
            #expect(try JSONCoding.decode(JSONValue.self, from: text) == value)
            #expect(try JSONDecoder().decode(JSONValue.self, from: Data(text)) == value)
        }
    }

    private static func value(depth: Int, _ random: inout SplitMix) -> JSONValue {
        switch Int.random(in: 0..<(depth > 4 ? 5 : 7), using: &random) {
        case 0: .null
        case 1: .bool(.random(using: &random))
        case 2: .int(.random(in: -1 << 53...1 << 53, using: &random))
        case 3: .double(.random(in: -1e6...1e6, using: &random) + 0.000_1)
        case 4: .string(text(&random))
        case 5: .array((0..<Int.random(in: 0..<5, using: &random)).map { _ in value(depth: depth + 1, &random) })
        default: .object(Dictionary(
            (0..<Int.random(in: 0..<25, using: &random)).map { _ in (text(&random), value(depth: depth + 3, &random)) }) { $1 })
        }
    }

    private static func text(_ random: inout SplitMix) -> String {
        let scalars = (0..<Int.random(in: 0..<12, using: &random)).compactMap { _ in
            Unicode.Scalar(UInt32.random(in: 1..<(Bool.random(using: &random) ? 0x80 : 0x2_0000), using: &random))
        }
        return String(String.UnicodeScalarView(scalars))
    }
}

/// A generator that gives the same numbers every run (Steele, Lea and Flood, 2014).
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
