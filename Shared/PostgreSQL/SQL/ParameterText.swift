/// Receives one value in PostgreSQL's text format.
public struct ParameterText {
    var bytes: [UInt8]
    var isNull = false
    var refusal: String?

    init(bytes: [UInt8] = []) { self.bytes = bytes }

    /// Appends text.
    public mutating func append(_ text: some StringProtocol) { bytes.append(contentsOf: text.utf8) }

    /// Appends UTF-8.
    public mutating func append(utf8 text: some Sequence<UInt8>) { bytes.append(contentsOf: text) }

    /// The value is SQL's NULL.
    public mutating func setNull() { isNull = true }

    /// The value has no representation; executing the statement throws. The reason must not contain the value.
    public mutating func refuse(_ reason: String) { refusal = reason }
}
