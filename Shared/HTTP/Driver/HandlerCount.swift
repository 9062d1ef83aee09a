import Synchronization

/// How many handlers run, those among them whose client has an answer already.
final class HandlerCount: Sendable {
    private let count = Atomic<Int>(0)

    func entered() { count.add(1, ordering: .relaxed) }

    func left() { count.subtract(1, ordering: .releasing) }

    var isEmpty: Bool { count.load(ordering: .acquiring) == 0 }
}
