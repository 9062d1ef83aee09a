extension SQL: ExpressibleByStringInterpolation {
    public init(stringLiteral value: String) {
        self.init(value)
    }

    public init(stringInterpolation: Interpolation) {
        self = stringInterpolation.sql
    }

    /// Collects the literal text and the bound values of one interpolated statement.
    public struct Interpolation: StringInterpolationProtocol {
        var sql = SQL("")

        public init(literalCapacity: Int, interpolationCount: Int) {
            sql.pieces.reserveCapacity(interpolationCount + 1)
        }

        public mutating func appendLiteral(_ literal: String) {
            if sql.pieces[sql.pieces.count - 1].isEmpty {
                sql.pieces[sql.pieces.count - 1] = literal
            } else {
                sql.pieces[sql.pieces.count - 1] += literal
            }
        }

        /// Binds a value.
        public mutating func appendInterpolation<Value: PostgresEncodable>(_ value: Value) {
            sql.parameters.append(value)
            sql.pieces.append("")
        }

        /// Binds a value, or NULL.
        public mutating func appendInterpolation<Value: PostgresEncodable>(_ value: Value?) {
            sql.parameters.append(value)
            sql.pieces.append("")
        }

        /// Binds the raw value of an enumeration.
        @_disfavoredOverload
        public mutating func appendInterpolation<Value: RawRepresentable>(
            _ value: Value
        ) where Value.RawValue: PostgresEncodable {
            appendInterpolation(value.rawValue)
        }

        /// Binds the raw value of an enumeration, or NULL.
        @_disfavoredOverload
        public mutating func appendInterpolation<Value: RawRepresentable>(
            _ value: Value?
        ) where Value.RawValue: PostgresEncodable {
            appendInterpolation(value?.rawValue)
        }

        /// Binds the raw values of enumerations as an array.
        @_disfavoredOverload
        public mutating func appendInterpolation<Value: RawRepresentable>(
            _ values: [Value]
        ) where Value.RawValue: PostgresEncodable {
            appendInterpolation(values.map(\.rawValue))
        }

        /// Binds a value as JSON text, for `json` and `jsonb` places.
        public mutating func appendInterpolation<Value: Encodable>(json value: Value) {
            appendInterpolation(JSONText(value))
        }

        /// Binds an array of values, each as JSON text.
        public mutating func appendInterpolation(jsonEach values: [some Encodable]) {
            appendInterpolation(values.map { JSONText($0) })
        }

        /// Binds a value as JSON text, or NULL (not JSON's `null`).
        public mutating func appendInterpolation<Value: Encodable>(json value: Value?) {
            appendInterpolation(value.map { JSONText($0) })
        }

        /// Binds JSON that is already encoded, or any other UTF-8 text, without a detour through `String`.
        public mutating func appendInterpolation(utf8 bytes: [UInt8]) {
            appendInterpolation(UTF8Text(bytes))
        }

        /// Inserts another statement with its parameters, for conditions that are put together at run time.
        public mutating func appendInterpolation(fragment: SQL) {
            sql.append(fragment)
        }

        /// Inserts a name (table, column, channel), quoted.
        public mutating func appendInterpolation(identifier name: String) {
            // By scalars: a quote with an accent is one character of Swift, and still ends the name.
            let parts = name.unicodeScalars.split(separator: "\"", omittingEmptySubsequences: false).map { String($0) }
            appendLiteral("\"" + parts.joined(separator: "\"\"") + "\"")
        }

        /// Inserts text as it is. Never give it anything that came from outside.
        public mutating func appendInterpolation(unescaped text: String) {
            appendLiteral(text)
        }
    }
}
