import Lifecycle
import Observability
import Synchronization

/// What happened, in order.
final class Journal: Sendable {
    private let kept = Mutex<[String]>([])

    var entries: [String] { kept.withLock { $0 } }

    func note(_ entry: String) { kept.withLock { $0.append(entry) } }
}

struct Broken: Error {}

/// A service that runs until cancelled, and then does what the test asks.
struct Scripted: Service {
    let name: String
    let journal: Journal
    var onStart: @Sendable () async throws -> Void = {}
    var onStop: @Sendable () async throws -> Void = {}

    func run() async throws {
        try await onStart()
        await suspendUntilCancelled()
        journal.note("\(name) stopping")
        try await onStop()
        journal.note("\(name) stopped")
    }
}

/// A service that ignores cancellation.
struct Stuck: Service {
    let name: String

    func run() async throws {
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in Forever.keep(continuation) }
    }
}

/// Keeps continuations nobody resumes, so that their tasks stay suspended without a warning.
enum Forever {
    private static let kept = Mutex<[CheckedContinuation<Void, Never>]>([])

    static func keep(_ continuation: CheckedContinuation<Void, Never>) { kept.withLock { $0.append(continuation) } }
}

func suspendUntilCancelled() async { for await _ in AsyncStream<Void>.makeStream().stream {} }

struct SilentSink: LogSink {
    func write(_ line: String) {}
}

let quiet = Logger(service: "test", level: .error, sink: SilentSink())
