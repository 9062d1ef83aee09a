import Dispatch
import Synchronization

/// Calls something four times a second, on a queue of its own: limits hold although every thread of Swift's pool is busy.
final class Sweeper: Sendable {
    private let timer: Mutex<(any DispatchSourceTimer)?>

    init(_ sweep: @escaping @Sendable () -> Void) {
        timer = Mutex(nil)
        timer.withLock { slot in
            let source = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "pitcrew.http.sweep"))
            source.schedule(deadline: .now() + .milliseconds(250), repeating: .milliseconds(250), leeway: .milliseconds(50))
            source.setEventHandler(handler: sweep)
            source.resume()
            slot = source
        }
    }

    func stop() {
        timer.withLock { slot in
            slot?.cancel()
            slot = nil
        }
    }
}
