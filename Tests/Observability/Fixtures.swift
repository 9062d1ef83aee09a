import Foundation
import Observability
import Synchronization

/// Keeps the lines it is given.
final class RecordingSink: LogSink {
    private let kept = Mutex<[String]>([])

    var lines: [String] { kept.withLock { $0 } }

    /// The lines as the JSON objects they must be.
    func objects() throws -> [[String: Any]] {
        try lines.map { line in
            let value = try JSONSerialization.jsonObject(with: Data(line.utf8))
            guard let object = value as? [String: Any] else { throw CocoaError(.coderReadCorrupt) }
            return object
        }
    }

    func write(_ line: String) { kept.withLock { $0.append(line) } }
}

/// Keeps the spans it is given.
final class RecordingExporter: SpanExporter {
    private let kept = Mutex<[FinishedSpan]>([])

    var spans: [FinishedSpan] { kept.withLock { $0 } }

    func export(_ span: FinishedSpan) { kept.withLock { $0.append(span) } }
}

struct Broken: Error {}
