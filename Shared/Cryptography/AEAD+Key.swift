import FoundationEssentials

extension AEAD {
    /// A 256-bit key. Prints as `[redacted]`.
    public struct Key: Sendable, CustomStringConvertible, CustomReflectable {
        /// The 32 bytes, for storing the key sealed under another.
        public let bytes: [UInt8]

        /// A key from 32 bytes.
        public init(_ bytes: [UInt8]) throws(CryptographyError) {
            guard bytes.count == 32 else { throw .wrongKey("AES-256 needs 32 bytes") }
            self.bytes = bytes
        }

        /// A key derived from a configured high-entropy secret, for one named purpose.
        public init(secret: String, purpose: String) throws(CryptographyError) {
            bytes = try HKDF.sha256(secret: Array(secret.utf8), info: Array(purpose.utf8), count: 32)
        }

        /// A new random key.
        public static func random() -> Key {
            Key(unchecked: SecureRandom.bytes(32))
        }

        private init(unchecked bytes: [UInt8]) {
            self.bytes = bytes
        }

        public var description: String { "[redacted]" }
        public var customMirror: Mirror { Mirror(self, children: []) }
    }
}
