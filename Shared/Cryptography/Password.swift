/// Hashes of passwords for storing: scrypt (RFC 7914) with its parameters in the text.
///
/// A hash takes a fifth of a second and 32 MB on purpose, so the work runs on a thread of its own, one at a time.
public enum Password {
    /// A new hash of `password` under a random salt, like `$scrypt$ln=15,r=8,p=3$<salt>$<hash>`.
    public static func hash(_ password: String, cost: Cost = .standard) async throws(CryptographyError) -> String {
        let salt = SecureRandom.bytes(16)
        let derived = try await PasswordQueue.shared.derive(password, salt: salt, cost: cost, count: 32)
        return StoredPassword(cost: cost, salt: salt, derived: derived).text
    }

    /// Whether `password` made `stored`. False also for a text that is no hash of ours. Pass nil for an account that does
    /// not exist: it answers false after the same work, so that the time does not tell which accounts exist.
    public static func verify(_ password: String, against stored: String?) async throws(CryptographyError) -> Bool {
        guard let stored else {
            _ = try await PasswordQueue.shared.derive(password, salt: [0], cost: .standard, count: 32)
            return false
        }
        guard let parsed = StoredPassword(stored) else { return false }
        let derived = try await PasswordQueue.shared.derive(
            password, salt: parsed.salt, cost: parsed.cost, count: parsed.derived.count
        )
        return constantTimeEquals(derived, parsed.derived)
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
