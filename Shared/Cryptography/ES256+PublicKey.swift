extension ES256 {
    /// A verifying key: a point that is proven to lie on P-256.
    public struct PublicKey: Sendable, Hashable {
        private let key: ECKey

        /// Affine coordinates, 32 bytes each, most significant first.
        public let x: [UInt8]
        public let y: [UInt8]

        /// From affine coordinates, as a JWK carries them.
        public init(x: [UInt8], y: [UInt8]) throws(CryptographyError) {
            guard x.count == fieldCount, y.count == fieldCount else { throw .wrongKey("P-256 coordinates are 32 bytes") }
            try self.init(ECKey(x: x, y: y))
        }

        /// From a SubjectPublicKeyInfo PEM (`BEGIN PUBLIC KEY`).
        public init(pem: String) throws(CryptographyError) {
            try self.init(ECKey(publicPEM: pem))
        }

        init(_ key: ECKey) throws(CryptographyError) {
            self.key = key
            (x, y) = try key.coordinates()
        }

        /// The key as SubjectPublicKeyInfo PEM.
        public func pem() throws(CryptographyError) -> String {
            try key.publicPEM()
        }

        /// Whether `signature` (64 bytes, `r || s`) is this key's over `message`.
        public func verify(_ signature: [UInt8], of message: [UInt8]) -> Bool {
            signature.count == 2 * fieldCount && key.verify(signature, of: message)
        }

        public static func == (left: PublicKey, right: PublicKey) -> Bool {
            left.x == right.x && left.y == right.y
        }

        public func hash(into hasher: inout Hasher) {
            hasher.combine(x)
        }
    }
}
