import Contracts
import Foundation

/// A value that can be bound to a parameter, as PostgreSQL's text format.
public protocol PostgresEncodable: Sendable {
    /// Writes the value's text.
    func encode(into text: inout ParameterText)
    /// Writes an array of such values. The default writes an array literal.
    static func encode(array: [Self], into text: inout ParameterText)
}

extension PostgresEncodable {
    public static func encode(array: [Self], into text: inout ParameterText) {
        ArrayLiteral.write(array, into: &text)
    }
}

extension String: PostgresEncodable {
    public func encode(into text: inout ParameterText) { text.append(self) }
}

extension Bool: PostgresEncodable {
    public func encode(into text: inout ParameterText) { text.append(self ? "t" : "f") }
}

extension PostgresEncodable where Self: FixedWidthInteger {
    public func encode(into text: inout ParameterText) { text.append(String(self)) }
}

extension Int: PostgresEncodable {}
extension Int64: PostgresEncodable {}
extension Int32: PostgresEncodable {}
extension Int16: PostgresEncodable {}

extension Double: PostgresEncodable {
    public func encode(into text: inout ParameterText) {
        if isFinite {
            text.append(description)  // the shortest digits that read back as the same number
        } else {
            text.append(isNaN ? "NaN" : self < 0 ? "-Infinity" : "Infinity")
        }
    }
}

extension Optional: PostgresEncodable where Wrapped: PostgresEncodable {
    public func encode(into text: inout ParameterText) {
        if let self { self.encode(into: &text) } else { text.setNull() }
    }
}

extension Array: PostgresEncodable where Element: PostgresEncodable {
    public func encode(into text: inout ParameterText) { Element.encode(array: self, into: &text) }
}

/// Microsecond precision, UTC; years 1 to 9999.
extension Date: PostgresEncodable {
    public func encode(into text: inout ParameterText) { TimestampText.write(self, into: &text) }
}

extension UUID: PostgresEncodable {
    public func encode(into text: inout ParameterText) {
        write(to: &text.bytes)
    }
}
