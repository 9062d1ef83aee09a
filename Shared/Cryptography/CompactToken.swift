import FoundationEssentials

/// The parts of a JWS in compact form (RFC 7515 section 7.1). Nothing in it is proven yet.
struct CompactToken {
    /// JSON, decoded.
    let header: [UInt8]
    let payload: [UInt8]
    let signature: [UInt8]
    /// What the signature is over: the first two segments as they were sent.
    let signed: [UInt8]

    /// Throws ``JWTError/malformed`` for what has other than three base64url segments, or more than `longest` bytes.
    init(_ token: String, longest: Int) throws(JWTError) {
        guard token.utf8.count <= longest else { throw .malformed }
        let segments = token.split(separator: ".", omittingEmptySubsequences: false)
        guard segments.count == 3,
              let header = Base64URL.decode(segments[0]),
              let payload = Base64URL.decode(segments[1]),
              let signature = Base64URL.decode(segments[2]) else { throw .malformed }
        (self.header, self.payload, self.signature) = (header, payload, signature)
        signed = Array((segments[0] + "." + segments[1]).utf8)
    }

    /// A part read as JSON, its dates as seconds since 1970.
    static func decode<T: Decodable>(_ type: T.Type, from bytes: [UInt8], failure: JWTError) throws(JWTError) -> T {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .secondsSince1970
        guard let value = try? decoder.decode(type, from: Data(bytes)) else { throw failure }
        return value
    }
}
