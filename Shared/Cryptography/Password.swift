/// Hashes of passwords for storing: scrypt (RFC 7914) with its parameters in the text, of the password's HMAC where there is a ``Pepper``.
///
/// A hash takes a fifth of a second and 32 MB on purpose, so the work runs on a thread of its own, one at a time.
public enum Password {
    /// A new hash of `password` under a random salt, like `$scrypt$ln=15,r=8,p=3$<salt>$<hash>`; `$hmac-scrypt$…` with a pepper.
    public static func hash(_ password: String, pepper: Pepper? = nil, cost: Cost = .standard) async throws(CryptographyError) -> String {
        let salt = SecureRandom.bytes(16)
        let derived = try await PasswordQueue.shared.derive(pepper?.applied(to: password) ?? password, salt: salt, cost: cost, count: 32)
        return StoredPassword(pepperID: pepper?.id, cost: cost, salt: salt, derived: derived).text
    }

    /// Whether `password` made `stored`. False also for a text that is no hash of ours. Pass nil for an account that does
    /// not exist: it answers false after the same work, so that the time does not tell which accounts exist. A hash that was made
    /// without the pepper still counts; one made with it is nothing without.
    public static func verify(
        _ password: String, against stored: String?, pepper: Pepper? = nil
    ) async throws(CryptographyError) -> Bool {
        guard let stored else {
            _ = try await PasswordQueue.shared.derive(password, salt: [0], cost: .standard, count: 32)
            return false
        }
        guard let parsed = StoredPassword(stored), parsed.pepperID == nil || parsed.pepperID == pepper?.id else { return false }
        let used = parsed.pepperID == nil ? nil : pepper
        let derived = try await PasswordQueue.shared.derive(
            used?.applied(to: password) ?? password, salt: parsed.salt, cost: parsed.cost, count: parsed.derived.count
        )
        return constantTimeEquals(derived, parsed.derived)
    }

    /// Which pepper a stored hash was made with; nil for none.
    public static func pepperID(of stored: String) -> String? { StoredPassword(stored)?.pepperID }

    /// A secret that is kept elsewhere than the hashes: whoever has only those cannot even try passwords (OWASP ASVS 4.0.3, 2.4.5).
    public struct Pepper: Sendable {
        private let key: AEAD.Key
        /// Tells peppers apart, and nothing of them.
        public let id: String

        /// Derived from a configured high-entropy secret, for one named purpose.
        public init(secret: String, purpose: String) throws(CryptographyError) {
            key = try AEAD.Key(secret: secret, purpose: purpose)
            id = Base64URL.encode(try HKDF.sha256(secret: Array(secret.utf8), info: Array("\(purpose), identifier".utf8), count: 6))
        }

        /// The password's HMAC-SHA-256 in base64url.
        func applied(to password: String) -> String { Base64URL.encode(HMAC.sha256(key: key.bytes, Array(password.utf8))) }
    }

    /// How much work one hash is: N = 2^`log2N` blocks of `blockSize` * 128 bytes, `parallelism` times.
    public struct Cost: Sendable, Hashable {
        public let log2N: Int
        public let blockSize: Int
        public let parallelism: Int

        /// What OWASP's password storage page asks for at 32 MB.
        public static let standard = Cost(uncheckedLog2N: 15, blockSize: 8, parallelism: 3)
        /// Worth nothing against an attacker: for tests.
        public static let cheapest = Cost(uncheckedLog2N: 4, blockSize: 8, parallelism: 1)

        /// Nil for parameters scrypt does not allow, or that need more than 256 MB.
        public init?(log2N: Int, blockSize: Int, parallelism: Int) {
            guard (1...20).contains(log2N), (1...32).contains(blockSize), (1...16).contains(parallelism),
                  128 * blockSize << log2N <= 256 << 20 else { return nil }
            self.init(uncheckedLog2N: log2N, blockSize: blockSize, parallelism: parallelism)
        }

        private init(uncheckedLog2N log2N: Int, blockSize: Int, parallelism: Int) {
            (self.log2N, self.blockSize, self.parallelism) = (log2N, blockSize, parallelism)
        }
    }
}
