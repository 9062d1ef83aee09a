/// RSA with PKCS #1 version 1.5 and SHA-256, as JOSE names it (RFC 7518 section 3.3). Only to verify what others signed: our own
/// tokens are ES256.
public enum RS256 {
    /// A verifying key.
    public struct PublicKey: Sendable {
        private let key: RSAKey
        private let signatureCount: Int

        /// From a JWK's `n` and `e`, most significant byte first: 2048 to 4096 bits, and an odd exponent of 65537 at least.
        public init(modulus: [UInt8], exponent: [UInt8]) throws(CryptographyError) {
            guard modulus.first != 0, let last = modulus.last, last & 1 == 1, (256...512).contains(modulus.count),
                  let first = modulus.first, modulus.count > 256 || first >= 0x80 else {
                throw .wrongKey("RSA keys have 2048 to 4096 bits")
            }
            guard exponent.first != 0, exponent.count <= 4, let low = exponent.last, low & 1 == 1,
                  exponent.reduce(0, { $0 << 8 | UInt64($1) }) >= 65537 else {
                throw .wrongKey("RSA exponents are odd, at least 65537 and below 2^32")
            }
            key = try RSAKey(modulus: modulus, exponent: exponent)
            signatureCount = modulus.count
        }

        /// Whether `signature`, as long as the modulus, is this key's over `message`.
        public func verify(_ signature: [UInt8], of message: [UInt8]) -> Bool {
            signature.count == signatureCount && key.verify(signature, of: message)
        }
    }
}
