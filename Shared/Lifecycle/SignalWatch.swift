import Dispatch
import Glibc
import Synchronization

/// Receives one signal in place of its default action, until stopped.
final class SignalWatch: Sendable {
    private static let queue = DispatchQueue(label: "pitcrew.signals")
    private let source: Mutex<any DispatchSourceSignal>

    /// Returns once signals do arrive. Until then the default action holds: ignoring the signal first, as is often done, would
    /// lose one that comes before Dispatch has put its own handler in place.
    init(_ number: Int32, _ action: @escaping @Sendable () -> Void) {
        let source = DispatchSource.makeSignalSource(signal: number, queue: SignalWatch.queue)
        let registered = DispatchSemaphore(value: 0)
        source.setEventHandler(handler: action)
        source.setRegistrationHandler { registered.signal() }
        // Dispatch leaves its handler behind, which would swallow the signal for ever.
        source.setCancelHandler { signal(number, SIG_DFL) }
        source.activate()
        _ = registered.wait(timeout: .now() + .seconds(5))
        self.source = Mutex(source)
    }

    /// Gives the signal its default action back.
    func stop() { source.withLock { $0.cancel() } }
}
