import Contracts
import Foundation

/// One row of a result. Cheap to copy; keeps the whole result it belongs to alive.
public struct PostgresRow: Sendable {
    let table: ResultTable
    let row: Int

    /// The names of the columns, in order.
    public var columnNames: [String] { table.columns.names }

    /// The column's value. Throws if the column is absent, ambiguous, NULL (unless `T` is optional) or of another form.
    public func get<T: PostgresDecodable>(_ column: String, as type: T.Type = T.self) throws -> T {
        let position = try position(of: column)
        do throws(PostgresDecodingFailure) {
            return try table.decode(row: row, column: position, as: type)
        } catch {
            throw PostgresError.decoding(column: column, type: "\(type)", problem: error.rawValue)
        }
    }

    /// The column's value, or nil for NULL.
    public func getIfPresent<T: PostgresDecodable>(_ column: String, as type: T.Type = T.self) throws -> T? {
        try get(column, as: T?.self)
    }

    /// The case of an enumeration whose raw value the column holds.
    @_disfavoredOverload
    public func get<T: RawRepresentable>(
        _ column: String, as type: T.Type = T.self
    ) throws -> T where T.RawValue: PostgresDecodable {
        guard let value = T(rawValue: try get(column)) else {
            throw PostgresError.decoding(column: column, type: "\(type)", problem: "is no case of it")
        }
        return value
    }

    /// The case of an enumeration whose raw value the column holds, or nil for NULL.
    @_disfavoredOverload
    public func getIfPresent<T: RawRepresentable>(
        _ column: String, as type: T.Type = T.self
    ) throws -> T? where T.RawValue: PostgresDecodable {
        try isNull(column) ? nil : get(column, as: type)
    }

    /// Decodes a `json` or `jsonb` column with the platform's JSON conventions.
    public func json<T: Decodable>(_ column: String, as type: T.Type = T.self) throws -> T {
        let bytes = try utf8(column)
        do {
            return try JSONCoding.decode(type, from: bytes)
        } catch {
            let problem = "is JSON of another shape" + JSONProblem.place(of: error)
            throw PostgresError.decoding(column: column, type: "\(type)", problem: problem)
        }
    }

    /// Decodes a `json` or `jsonb` column, or nil for NULL.
    public func jsonIfPresent<T: Decodable>(_ column: String, as type: T.Type = T.self) throws -> T? {
        try isNull(column) ? nil : json(column, as: type)
    }

    /// The column's text as it came, without validation.
    public func utf8(_ column: String) throws -> [UInt8] {
        let position = try position(of: column)
        guard let bytes = table.cellBytes(row: row, column: position) else {
            throw PostgresError.decoding(column: column, type: "text", problem: "is NULL")
        }
        return Array(bytes)
    }

    /// Whether the column is NULL.
    public func isNull(_ column: String) throws -> Bool {
        table.isNull(row: row, column: try position(of: column))
    }

    private func position(of column: String) throws -> Int {
        let position = table.columns.position(of: column)
        guard position >= 0 else {
            let problem = position == ColumnMap.ambiguous ? "occurs more than once" : "is not in the result"
            throw PostgresError.decoding(column: column, type: nil, problem: problem)
        }
        return position
    }
}
