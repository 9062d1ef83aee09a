/// What an authenticator signs (WebAuthn Level 2, section 6.1).
public struct AuthenticatorData: Sendable, Equatable {
    /// A credential that was just made (section 6.5.1).
    public struct AttestedCredential: Sendable, Equatable {
        public let id: [UInt8]
        /// The COSE_Key, well formed; which algorithm it is for, libfido2 finds out.
        let coseKey: [UInt8]
    }

    public let relyingPartyHash: [UInt8]
    public let signCount: UInt32
    public let credential: AttestedCredential?
    /// What extensions answer, in CBOR by name: ignored, but for telling libfido2 what to expect.
    let extensions: [String: [UInt8]]
    let raw: [UInt8]
    private let flags: UInt8

    public var userPresent: Bool { flags & 0x01 != 0 }
    public var userVerified: Bool { flags & 0x04 != 0 }
    /// BE, BS: bits that Level 2 reserves and Level 3 (section 6.1.3) gives a meaning to.
    public var backupEligible: Bool { flags & 0x08 != 0 }
    public var backedUp: Bool { flags & 0x10 != 0 }

    /// - Throws: `tooLarge` or `malformed`; the latter also where bytes are left over.
    public init(_ raw: [UInt8]) throws(WebAuthnRefusal) {
        guard raw.count <= WebAuthnLimits.authenticatorData else { throw .tooLarge }
        guard raw.count >= 37 else { throw .malformed }
        self.raw = raw
        relyingPartyHash = Array(raw[..<32])
        flags = raw[32]
        signCount = raw[33..<37].reduce(0) { $0 << 8 | UInt32($1) }
        var end = 37
        credential = raw[32] & 0x40 == 0 ? nil : try Self.credential(raw, &end)
        extensions = raw[32] & 0x80 == 0 ? [:] : try Self.extensions(raw, &end)
        guard end == raw.count else { throw .malformed }
    }

    private static func credential(_ raw: [UInt8], _ end: inout Int) throws(WebAuthnRefusal) -> AttestedCredential {
        // AAGUID, then the length of the identifier.
        guard raw.count >= end + 18 else { throw .malformed }
        let count = Int(raw[end + 16]) << 8 | Int(raw[end + 17])
        guard (1...WebAuthnLimits.credentialID).contains(count), raw.count >= end + 18 + count else { throw .malformed }
        let id = Array(raw[(end + 18)..<(end + 18 + count)])
        var reader = CBORReader(raw, at: end + 18 + count)
        let key = try reader.item()
        guard key.first.map({ $0 >> 5 }) == CBORReader.Major.map.rawValue else { throw .malformed }
        end = reader.position
        return AttestedCredential(id: id, coseKey: key)
    }

    private static func extensions(_ raw: [UInt8], _ end: inout Int) throws(WebAuthnRefusal) -> [String: [UInt8]] {
        var reader = CBORReader(raw, at: end)
        var outputs: [String: [UInt8]] = [:]
        for _ in 0..<(try reader.map()) {
            let name = try reader.textString()
            guard outputs.updateValue(try reader.item(depth: 1), forKey: name) == nil else { throw .malformed }
        }
        end = reader.position
        return outputs
    }
}
