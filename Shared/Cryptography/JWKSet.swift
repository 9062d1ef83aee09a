import FoundationEssentials

/// Public keys as JSON (RFC 7517 section 5).
public struct JWKSet: Sendable, Hashable, Codable {
    public var keys: [JWK]

    public init(keys: [JWK] = []) {
        self.keys = keys
    }

    /// Keys of other kinds are passed over, as the RFC asks, so that a publisher may add one.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        keys = try fields.decode([Candidate].self, forKey: .keys).compactMap(\.key)
    }

    /// The key that a token names, while what it signed counts.
    public func key(withID keyID: String, at now: Date) -> ES256.PublicKey? {
        keys.first { $0.keyID == keyID && $0.notAfter.map { now < $0 } != false }?.key
    }

    private enum CodingKeys: String, CodingKey {
        case keys
    }

    private struct Candidate: Decodable {
        let key: JWK?

        init(from decoder: any Decoder) throws {
            key = try? JWK(from: decoder)
        }
    }
}
