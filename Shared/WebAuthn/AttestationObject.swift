/// What an authenticator answers to registration (WebAuthn Level 2, section 6.5.4).
public struct AttestationObject: Sendable {
    let format: String
    /// The statement, in CBOR.
    let statement: [UInt8]
    public let authenticatorData: AuthenticatorData

    /// - Throws: `tooLarge` or `malformed`.
    public init(_ bytes: [UInt8]) throws(WebAuthnRefusal) {
        guard bytes.count <= WebAuthnLimits.attestationObject else { throw .tooLarge }
        var reader = CBORReader(bytes)
        var (format, statement, data): (String?, [UInt8]?, [UInt8]?)
        for _ in 0..<(try reader.map()) {
            switch try reader.textString() {
            case "fmt" where format == nil: format = try reader.textString()
            case "attStmt" where statement == nil: statement = try reader.item()
            case "authData" where data == nil: data = try reader.byteString()
            default: throw .malformed
            }
        }
        guard reader.isAtEnd, let format, let statement, let data else { throw .malformed }
        (self.format, self.statement) = (format, statement)
        authenticatorData = try AuthenticatorData(data)
    }

    /// Whether the statement says nothing, as format `none` has it (section 8.7).
    var isStatementEmpty: Bool { statement == [0xA0] }
}
