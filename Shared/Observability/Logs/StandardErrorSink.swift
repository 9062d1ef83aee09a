import Dispatch
import Synchronization

/// Log lines to standard error, from a queue of its own: a slow reader of the log never slows the service.
///
/// Holds a bounded number of bytes. What does not fit is dropped and counted, and the count is told in a line of its own.
public final class StandardErrorSink: LogSink {
    private struct State {
        var pending = ""
        var dropped = 0
        var isWriting = false
    }

    /// The one of this process.
    public static let shared = StandardErrorSink(file: 2)

    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "pitcrew.log")
    private let file: Int32
    private let capacity: Int

    /// A sink over an open file descriptor, which it does not close.
    public init(file: Int32, capacity: Int = 1 << 20) {
        self.file = file
        self.capacity = capacity
    }

    public func write(_ line: String) {
        let mustStart = state.withLock { state in
            guard state.pending.utf8.count + line.utf8.count < capacity else {
                state.dropped += 1
                return false
            }
            state.pending += line
            state.pending += "\n"
            defer { state.isWriting = true }
            return !state.isWriting
        }
        if mustStart { queue.async { self.drain() } }
    }

    /// Waits until all lines taken so far are written, for at most a second: before the process ends, never in normal work.
    public func flush() {
        let written = DispatchSemaphore(value: 0)
        queue.async { written.signal() }
        _ = written.wait(timeout: .now() + .seconds(1))
    }

    private func drain() {
        while let batch = take() { FileOutput.write(batch, to: file) }
    }

    /// Clears the mark of writing under the lock that saw nothing pending; otherwise a line could stay behind.
    private func take() -> String? {
        state.withLock { state in
            if state.dropped > 0 {
                state.pending += LogLine.dropped(state.dropped)
                state.dropped = 0
            }
            guard !state.pending.isEmpty else {
                state.isWriting = false
                return nil
            }
            defer { state.pending = "" }
            return state.pending
        }
    }
}
