import Foundation
import Testing

@testable import PostgreSQL

@Suite("Statements")
struct SQLTests {
    private enum Colour: String { case red, green }

    private func parameters(_ sql: SQL) -> [String?] {
        sql.parameters.starts.map { start in
            start < 0 ? nil : String(decoding: sql.parameters.bytes[start...].prefix { $0 != 0 }, as: UTF8.self)
        }
    }

    @Test func interpolationBinds() {
        let sql: SQL = "SELECT * FROM t WHERE a = \(1) AND b = \("x'y") AND c IS NOT DISTINCT FROM \(Int?.none)"
        #expect(sql.text == "SELECT * FROM t WHERE a = $1 AND b = $2 AND c IS NOT DISTINCT FROM $3")
        #expect(parameters(sql) == ["1", "x'y", nil])
    }

    @Test func aLiteralInsideAnInterpolationIsBoundToo() {
        let sql: SQL = "SELECT \("a; DROP"), \(Bool.random() ? "b" : "b"), \("d\(1)")"
        #expect(sql.text == "SELECT $1, $2, $3")
        #expect(parameters(sql) == ["a; DROP", "b", "d1"])
    }

    @Test func enumerationsBindTheirRawValue() {
        let sql: SQL = "\(Colour.red) \(Colour?.none) \([Colour.red, .green])"
        #expect(parameters(sql) == ["red", nil, #"{"red","green"}"#])
    }

    @Test func namesAreQuoted() {
        let sql: SQL = "SELECT * FROM \(identifier: "odd\" name") ORDER BY \(unescaped: "id DESC")"
        #expect(sql.text == "SELECT * FROM \"odd\"\" name\" ORDER BY id DESC")
    }

    @Test func fragmentsAreRenumbered() {
        var sql: SQL = "SELECT * FROM t WHERE a = \(1)"
        let more: SQL = " AND b = \(2) AND c = '$9'"
        sql.append(more)
        let joined: SQL = "\(fragment: sql) OR \(fragment: .joined(["d = \(3)", "e = \(4)"], separator: " OR ")) LIMIT \(5)"
        #expect(joined.text == "SELECT * FROM t WHERE a = $1 AND b = $2 AND c = '$9' OR d = $3 OR e = $4 LIMIT $5")
        #expect(parameters(joined) == ["1", "2", "3", "4", "5"])
    }

    @Test func arraysAreQuoted() {
        let sql: SQL = "\([String?]([#"a"b"#, #"c\d"#, "NULL", "", nil, "e,f{}"])) \([Int]()) \([1, 2])"
        #expect(parameters(sql) == [#"{"a\"b","c\\d","NULL","",NULL,"e,f{}"}"#, "{}", #"{"1","2"}"#])
    }

    @Test func bytesAndNumbers() throws {
        let id = try #require(UUID(uuidString: "0190A0B0-0000-7000-8000-00000000000F"))
        let sql: SQL = "\([UInt8]([0, 255])) \(Data([1])) \([[UInt8]]([[2]])) \(Double.infinity) \(-0.1) \(true) \(id)"
        let expected = [
            "\\x00ff", "\\x01", #"{"\\x02"}"#, "Infinity", "-0.1", "t", "0190a0b0-0000-7000-8000-00000000000f",
        ]
        #expect(parameters(sql) == expected)
    }

    @Test(arguments: [
        "SELECT \("a\0b")", "SELECT \(["a", "b\0"])", "SELECT \0", "SELECT \(Date.distantPast.addingTimeInterval(-1e9))",
        "SELECT \(Date(timeIntervalSinceReferenceDate: .infinity))", "SELECT \(Date(timeIntervalSinceReferenceDate: .nan))",
        "SELECT \(json: Double.nan)", "SELECT \([Date(timeIntervalSinceReferenceDate: .infinity)])",
    ] as [SQL])
    func whatCannotBeSentIsRefused(_ sql: SQL) {
        #expect { try sql.validate() } throws: { ($0 as? PostgresError)?.kind == .encoding }
    }

    @Test func moreParametersThanTheProtocolCountsAreRefused() {
        let sql = SQL.joined((0..<65_536).map { "\($0)" }, separator: ", ")
        #expect(throws: PostgresError.self) { try sql.validate() }
    }
}
