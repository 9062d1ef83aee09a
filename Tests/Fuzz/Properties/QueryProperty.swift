import Contracts
import Foundation

@testable import HTTP

/// A query is read as its bytes are split, is the same when written and read again, and is refused with parameter and rule.
enum QueryProperty {
    static let check: @Sendable ([UInt8]) throws -> Void = { bytes in
        guard bytes.count <= 8192 else { return }
        let text = String(decoding: bytes, as: UTF8.self)
        try split(text)
        let filter: Filter
        do {
            filter = try QueryDecoder.decode(Filter.self, from: text)
        } catch {
            try refusal(error)
            return
        }
        let written = filter.query
        try demand(try QueryDecoder.decodeForm(Filter.self, from: text).query == written, "a form of the same text is another value")
        try demand(try QueryDecoder.decode(Filter.self, from: written).query == written, "not the same when written and read")
    }

    private static func split(_ text: String) throws {
        guard let parameters = try? QueryParameters(text) else { return }
        var expected: [String: [String]] = [:]
        for pair in Array(text.utf8).split(separator: UInt8(ascii: "&")) {
            let name = pair.prefix { $0 != UInt8(ascii: "=") }
            let value = pair.dropFirst(name.count + 1)
            guard let name = plain(name), let value = plain(value) else { throw Violation(description: "a broken escape was read") }
            expected[name, default: []].append(value)
        }
        try demand(parameters.values == expected, "other parameters than the bytes hold")
    }

    private static func plain(_ bytes: ArraySlice<UInt8>) -> String? {
        PercentEncoding.decode(String(decoding: bytes, as: UTF8.self), plusIsSpace: true)
    }

    private static func refusal(_ error: any Error) throws {
        guard let problem = error as? Problem else { throw Violation(description: "refused with \(type(of: error))") }
        try demand(problem.status == 400, "refused with \(problem.status)")
        let isNamed = !problem.errors.isEmpty && problem.errors.allSatisfy { !$0.rule.isEmpty && !$0.field.isEmpty }
        let isEscape = problem.detail == "A name or value holds a broken escape, or more than 30 combining marks in a row."
        try demand(isNamed || isEscape || problem.slug == "unknown-parameter", "refused without parameter and rule: \(problem.errors)")
        try demand(problem.response.status == 400, "cannot be answered")
    }

    private struct Filter: Decodable {
        enum Colour: String, StringEnum { case red, darkBlue = "dark_blue" }
        var text: String?
        var whole: Int?
        var small: Int8?
        var ratio: Double?
        var flag: Bool?
        var id: UUID?
        var day: LocalDate?
        var at: Date?
        var colour: Colour?
        var list: [String]?
        var numbers: [Int]?

        var query: String {
            var pairs: [String] = []
            func add(_ name: String, _ value: String?) {
                if let value { pairs.append(name + "=" + TargetProperty.encode(value)) }
            }
            add("text", text)
            add("whole", whole.map { String($0) })
            add("small", small.map { String($0) })
            add("ratio", ratio.map { String($0) })
            add("flag", flag.map { String($0) })
            add("id", id?.uuidString)
            add("day", day?.description)
            add("at", at.map { Timestamp.text($0) })
            add("colour", colour?.rawValue)
            // A comma alone is a list of nothing.
            for item in list ?? [] { add("list", item) }
            if list?.isEmpty == true { add("list", ",") }
            for item in numbers ?? [] { add("numbers", String(item)) }
            if numbers?.isEmpty == true { add("numbers", ",") }
            return pairs.joined(separator: "&")
        }
    }
}
