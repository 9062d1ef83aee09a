import Dispatch
import Synchronization

/// The one thread that derives password hashes: keeps the slow work off the cooperative pool, and memory bounded.
final class PasswordQueue: Sendable {
    static let shared = PasswordQueue(limit: 64)

    private let queue = DispatchQueue(label: "pitcrew.password")
    private let waiting = Mutex(0)
    private let limit: Int

    init(limit: Int) {
        self.limit = limit
    }

    /// Runs scrypt; throws ``CryptographyError/overloaded`` when `limit` derivations wait already.
    func derive(
        _ password: String, salt: [UInt8], cost: Password.Cost, count: Int
    ) async throws(CryptographyError) -> [UInt8] {
        try enter()
        defer { leave() }
        let result = await withCheckedContinuation { (done: CheckedContinuation<Result<[UInt8], CryptographyError>, Never>) in
            queue.async {
                done.resume(returning: Result { () throws(CryptographyError) in
                    try EVPKeyDerivation.scrypt(Array(password.utf8), salt: salt, cost: cost, count: count)
                })
            }
        }
        return try result.get()
    }

    private func enter() throws(CryptographyError) {
        let admitted = waiting.withLock { waiting in
            guard waiting < limit else { return false }
            waiting += 1
            return true
        }
        guard admitted else { throw .overloaded }
    }

    private func leave() {
        waiting.withLock { $0 -= 1 }
    }
}
