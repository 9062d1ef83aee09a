/// A `packed` attestation statement as far as self attestation needs it (WebAuthn Level 2, section 8.2).
struct PackedStatement {
    private var algorithm: Int?
    private var isSigned = false
    private var hasCertificates = false

    init(_ bytes: [UInt8]) throws(WebAuthnRefusal) {
        var reader = CBORReader(bytes)
        for _ in 0..<(try reader.map()) {
            switch try reader.textString() {
            case "alg" where algorithm == nil: algorithm = try Self.integer(&reader)
            case "sig" where !isSigned:
                guard try reader.byteString().count <= WebAuthnLimits.signature else { throw .tooLarge }
                isSigned = true
            default:
                hasCertificates = true
                try reader.item(depth: 1)
            }
        }
        guard reader.isAtEnd else { throw .malformed }
    }

    /// Nothing but the credential's own signature by its own algorithm.
    func verify(_ expected: COSEAlgorithm) throws(WebAuthnRefusal) {
        guard !hasCertificates else { throw .unsupportedAttestation }
        guard isSigned, let algorithm else { throw .malformed }
        guard algorithm == expected.rawValue else { throw .unsupportedAlgorithm }
    }

    private static func integer(_ reader: inout CBORReader) throws(WebAuthnRefusal) -> Int {
        let (major, value) = try reader.head()
        guard let number = Int(exactly: value) else { throw .malformed }
        switch major {
        case .unsigned: return number
        case .negative: return -1 - number
        default: throw .malformed
        }
    }
}
