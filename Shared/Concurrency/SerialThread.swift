/// One named thread of the operating system that runs its jobs one after the other.
///
/// For C libraries that block or that belong to one thread: make it the executor of the actor that owns the handle, or
/// call ``run(_:)``. Blocking here never holds up Swift's cooperative pool. The thread ends after the last reference
/// is gone and the work it was given is done; every job keeps the executor alive until it has run.
public final class SerialThread: SerialExecutor {
    /// The name as given.
    public let name: String
    private let queue: ThreadQueue

    /// Starts the thread. Stops the process with a clear message when the system refuses it: nothing could run.
    public init(name: String) {
        let queue = ThreadQueue()
        self.name = name
        self.queue = queue
        let started = OSThread.start(name: name) { queue.runUntilFinished() }
        precondition(started, "the operating system refused the thread \(name)")
    }

    deinit { queue.finish() }

    /// Whether the caller runs on this thread.
    public var isCurrent: Bool { queue.isCurrent }

    /// Runs a blocking closure on the thread and gives back what it gives. Not cancellable: the closure bounds itself.
    public func run<T: Sendable, Failure: Error>(
        _ body: @escaping @Sendable () throws(Failure) -> T
    ) async throws(Failure) -> T {
        let result: Result<T, Failure> = await withCheckedContinuation { continuation in
            queue.append { [self] in
                withExtendedLifetime(self) { continuation.resume(returning: Result(catching: body)) }
            }
        }
        return try result.get()
    }

    /// Called by the runtime for each job of an actor on this thread.
    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.append { [self] in job.runSynchronously(on: asUnownedSerialExecutor()) }
    }

    public func asUnownedSerialExecutor() -> UnownedSerialExecutor { UnownedSerialExecutor(ordinary: self) }

    public func isIsolatingCurrentContext() -> Bool? { isCurrent }

    public func checkIsolated() {
        precondition(isCurrent, "not on the thread \(name)")
    }
}
