import Synchronization

/// What callers on any thread ask of the loop.
final class CurlMailbox: Sendable {
    struct Letter: Sendable {
        let id: UInt64
        let request: CurlRequest
        let cancellation: Cancellation
        let finish: CheckedContinuation<CurlResult, Never>
    }

    struct Contents: Sendable {
        var started: [Letter] = []
        var cancelled: [UInt64] = []
        /// Set once: nothing new is taken, and what runs must be over by then.
        var stopBy: ContinuousClock.Instant?
        /// The loop has ended; nobody would answer a letter.
        var isClosed = false
    }

    /// Raised before its letter is posted or after: the loop sees it either way.
    final class Cancellation: Sendable {
        private let flag = Atomic(false)
        var isRaised: Bool { flag.load(ordering: .acquiring) }
        func raise() { flag.store(true, ordering: .releasing) }
    }

    private let contents = Mutex(Contents())
    private let lastID = Atomic<UInt64>(0)

    func nextID() -> UInt64 {
        lastID.add(1, ordering: .relaxed).newValue
    }

    /// False when the loop takes nothing new.
    func post(_ letter: Letter) -> Bool {
        contents.withLock { contents in
            guard contents.stopBy == nil, !contents.isClosed else { return false }
            contents.started.append(letter)
            return true
        }
    }

    func cancel(_ id: UInt64) {
        contents.withLock { $0.cancelled.append(id) }
    }

    /// The earliest of several calls counts.
    func stop(by instant: ContinuousClock.Instant) {
        contents.withLock { $0.stopBy = min($0.stopBy ?? instant, instant) }
    }

    /// Whether even what runs should be over.
    var hasStopped: Bool {
        contents.withLock { $0.stopBy.map { $0 <= .now } ?? false }
    }

    /// Takes all letters; the will to stop stays.
    func empty() -> Contents {
        contents.withLock { contents in
            defer { (contents.started, contents.cancelled) = ([], []) }
            return contents
        }
    }

    /// Takes the last letters and lets no more in.
    func close() -> [Letter] {
        contents.withLock { contents in
            contents.isClosed = true
            defer { contents.started = [] }
            return contents.started
        }
    }
}
