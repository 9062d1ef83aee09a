import Foundation
import Synchronization

/// How many webhook calls this process is making, in all and for each partner.
final class CallsInHand: Sendable {
    private let counts = Mutex<[UUID: Int]>([:])

    var total: Int { counts.withLock { $0.values.reduce(0, +) } }

    func partners(withAtLeast count: Int) -> [UUID] {
        counts.withLock { counts in counts.filter { $0.value >= count }.map(\.key) }
    }

    func begin(_ partner: UUID) { counts.withLock { $0[partner, default: 0] += 1 } }

    func end(_ partner: UUID) {
        counts.withLock { counts in
            let left = counts[partner, default: 1] - 1
            counts[partner] = left > 0 ? left : nil
        }
    }
}
