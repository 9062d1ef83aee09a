import Foundation
import Testing

@testable import PostgreSQL

@Suite("Values there and back", .timeLimit(.minutes(1)))
struct RoundTripTests {
    private enum Colour: String, Codable { case red, green }
    private struct Document: Codable, Equatable {
        var title: String
        var due: Date?
        var tags: [String]
    }

    private func survives<T: PostgresEncodable & PostgresDecodable & Equatable & Sendable>(
        _ client: PostgresClient, _ value: T, _ type: String, at location: SourceLocation = #_sourceLocation
    ) async throws {
        let row = try await client.query("SELECT \(value)::\(unescaped: type) AS value").first
        let found: T = try #require(row, sourceLocation: location).get("value")
        #expect(found == value, sourceLocation: location)
    }

    private static let strings = [
        "", "'", "''; DROP TABLE x; --", "\\", "\\'", "\"", "a\nb\r\tc", "NULL", "$1", "{}",
        "ß €", "שלום", "👩🏽‍🔧🔧", "e\u{301}", "\u{FEFF}",
        String(repeating: "long ", count: 20_000),
    ]

    @Test func text() async throws {
        try await withClient { client in
            for text in Self.strings { try await survives(client, text, "text") }
            try await survives(client, Self.strings, "text[]")
        }
    }

    @Test func numbersAndTruth() async throws {
        try await withClient { client in
            for number in [0, 1, -1, Int.max, Int.min] { try await survives(client, number, "bigint") }
            for number in [0.1, -1e300, .leastNonzeroMagnitude, .greatestFiniteMagnitude, .infinity, -.infinity, 1 / 3] {
                try await survives(client, number, "double precision")
            }
            let row = try #require(try await client.query("SELECT \(Double.nan)::double precision AS n").first)
            #expect(try row.get("n", as: Double.self).isNaN)
            try await survives(client, true, "boolean")
            try await survives(client, [true, false, nil], "boolean[]")
            try await survives(client, Int16.min, "smallint")
        }
    }

    @Test func bytes() async throws {
        try await withClient { client in
            let all = (0...255).map { UInt8($0) }
            try await survives(client, all, "bytea")
            try await survives(client, [UInt8](), "bytea")
            try await survives(client, Data(all), "bytea")
            try await survives(client, [all, []], "bytea[]")
            try await survives(client, [UInt8]?.none, "bytea")
        }
    }

    @Test func identifiers() async throws {
        try await withClient { client in
            let ids = (0..<20).map { _ in UUID() }
            try await survives(client, ids, "uuid[]")
            try await survives(client, ids.first, "uuid")
        }
    }

    @Test func timesToTheMicrosecond() async throws {
        try await withClient { client in
            let start = 1_774_745_999.0
            for microseconds in [0, 1, 999_999, 123_456, 500_000] {
                let date = Date(timeIntervalSince1970: start + Double(microseconds) / 1e6)
                let text = try await client.query("SELECT to_char(\(date)::timestamptz, 'US') AS micro").first
                #expect(try text?.get("micro", as: Int.self) == microseconds)
                let row = try #require(try await client.query("SELECT \(date)::timestamptz AS at").first)
                let read = try row.get("at", as: Date.self)
                #expect(abs(read.timeIntervalSince(date)) < 0.000_000_5)
            }
            for year in [1, 1899, 1970, 2000, 2026, 9999] {
                let text = "\(String(repeating: "0", count: 4 - "\(year)".count))\(year)-02-28 23:59:59+00"
                let row = try #require(try await client.query("SELECT \(text)::timestamptz AS at").first)
                try await survives(client, row.get("at", as: Date.self), "timestamptz")
            }
        }
    }

    @Test(arguments: ["infinity", "-infinity", "0044-03-15 BC"])
    func timesWithoutDateAreRefused(_ text: String) async throws {
        try await withClient { client in
            let row = try #require(try await client.query("SELECT \(text)::timestamptz AS at").first)
            #expect { try row.get("at", as: Date.self) } throws: { ($0 as? PostgresError)?.kind == .decoding }
        }
    }

    @Test func documents() async throws {
        try await withClient { client in
            let due = Date(timeIntervalSince1970: 1_774_742_400.125)
            let document = Document(title: "a \"b\" \u{1F527}", due: due, tags: ["x", "'"])
            let none: Document? = nil
            let raw = Array(#"{"title":"raw","tags":[]}"#.utf8)
            let rows = try await client.query(
                "SELECT \(json: document)::jsonb AS a, \(json: none)::jsonb AS b, \(utf8: raw)::json AS c"
            )
            let row = try #require(rows.first)
            #expect(try row.json("a", as: Document.self) == document)
            #expect(try row.jsonIfPresent("b", as: Document.self) == nil)
            #expect(try row.json("c", as: Document.self).title == "raw")
            #expect(try row.utf8("c") == raw)
            #expect { try row.json("a", as: [Int].self) } throws: { ($0 as? PostgresError)?.kind == .decoding }
        }
    }

    @Test func enumerationsAndNull() async throws {
        try await withClient { client in
            let none: Colour? = nil
            let rows = try await client.query("SELECT \(Colour.red)::text AS a, \(none)::text AS b, 'blue' AS c")
            let row = try #require(rows.first)
            #expect(try row.get("a", as: Colour.self) == .red)
            #expect(try row.getIfPresent("b", as: Colour.self) == nil)
            #expect(try row.getIfPresent("b", as: String.self) == nil)
            #expect(throws: PostgresError.self) { try row.get("c", as: Colour.self) }
            #expect(throws: PostgresError.self) { try row.get("b", as: String.self) }
        }
    }

    @Test func columnsAreFoundByNameOrRefused() async throws {
        try await withClient { client in
            let wide = (0..<20).map { "\($0) AS c\($0)" }.joined(separator: ", ")
            for sql in ["SELECT 1 AS a, 2 AS b, 3 AS a" as SQL, "SELECT 1 AS a, 2 AS b, 3 AS a, \(unescaped: wide)"] {
                let row = try #require(try await client.query(sql).first)
                #expect(try row.get("b", as: Int.self) == 2)
                #expect { try row.get("a", as: Int.self) } throws: { "\($0)".contains("more than once") }
                #expect { try row.get("z", as: Int.self) } throws: { "\($0)".contains("not in the result") }
            }
        }
    }

    @Test func arraysOfOtherShapeAreRefused() async throws {
        try await withClient { client in
            for text in ["'{{1,2},{3,4}}'::int[]", "'[0:1]={1,2}'::int[]", "'{1,NULL}'::int[]"] {
                let row = try #require(try await client.query("SELECT \(unescaped: text) AS a").first)
                #expect(throws: PostgresError.self) { try row.get("a", as: [Int].self) }
            }
        }
    }

    @Test func decodingErrorsDoNotShowTheValue() async throws {
        try await withClient { client in
            let row = try #require(try await client.query("SELECT 'top secret' AS a").first)
            #expect { try row.get("a", as: Int.self) } throws: { !"\($0)".contains("secret") && "\($0)".contains("\"a\"") }
        }
    }
}
