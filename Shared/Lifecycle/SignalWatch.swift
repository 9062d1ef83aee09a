import Dispatch
import Glibc
import Synchronization

/// Receives one signal in place of its default action, until stopped.
final class SignalWatch: Sendable {
    private static let queue = DispatchQueue(label: "pitcrew.signals")
    private let source: Mutex<any DispatchSourceSignal>
    private let number: Int32

    init(_ number: Int32, _ action: @escaping @Sendable () -> Void) {
        // Before the source: the default action would end the process.
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number, queue: SignalWatch.queue)
        source.setEventHandler(handler: action)
        source.activate()
        self.number = number
        self.source = Mutex(source)
    }

    /// Gives the signal its default action back.
    func stop() {
        source.withLock { $0.cancel() }
        signal(number, SIG_DFL)
    }
}
