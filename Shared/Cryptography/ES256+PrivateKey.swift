extension ES256 {
    /// A signing key. Prints as `[redacted]`.
    public struct PrivateKey: Sendable, CustomStringConvertible, CustomReflectable {
        private let key: ECKey

        /// The half to publish.
        public let publicKey: PublicKey

        private init(_ key: ECKey) throws(CryptographyError) {
            self.key = key
            publicKey = try PublicKey(key)
        }

        /// A new random key.
        public static func generate() throws(CryptographyError) -> PrivateKey {
            try PrivateKey(.generate())
        }

        /// A key from PEM: PKCS #8 or SEC 1, without a passphrase, on P-256.
        public init(pem: String) throws(CryptographyError) {
            try self.init(ECKey(privatePEM: pem))
        }

        /// The key as PKCS #8 PEM. Store it only sealed.
        public func pem() throws(CryptographyError) -> String {
            try key.privatePEM()
        }

        /// Signs `message` (which is hashed here).
        public func sign(_ message: [UInt8]) throws(CryptographyError) -> [UInt8] {
            try key.sign(message)
        }

        public var description: String { "[redacted]" }
        public var customMirror: Mirror { Mirror(self, children: []) }
    }
}
