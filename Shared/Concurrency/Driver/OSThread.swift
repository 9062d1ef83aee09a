import Glibc

/// A plain thread of the operating system.
///
/// Foundation's `Thread` hides a refused thread; here a refusal is seen. The one pointer carries the body over to the thread.
enum OSThread {
    /// Runs `body` on a new detached thread. Linux shows the first 15 bytes of the name. False when the system refuses a thread.
    static func start(name: String, _ body: @escaping @Sendable () -> Void) -> Bool {
        let argument = Unmanaged.passRetained(ThreadStart(name: name, body: body)).toOpaque()
        guard create(argument) == 0 else {
            Unmanaged<ThreadStart>.fromOpaque(argument).release()
            return false
        }
        return true
    }

    /// Room for what recurses over what came in: librabbitmq needs 4 MB for the deepest header table that a frame can hold. The system's
    /// own default follows the limits of whoever started the process, and is 2 MB where those are none.
    private static let stackBytes = 16 << 20

    private static func create(_ argument: UnsafeMutableRawPointer) -> Int32 {
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        pthread_attr_setstacksize(&attributes, stackBytes)
        var handle = pthread_t()
        return pthread_create(&handle, &attributes, runThread, argument)
    }

    /// Names the calling thread for `ps -T` and debuggers. By the file, as `pthread_setname_np` is a GNU function that
    /// Swift does not see.
    fileprivate static func label(_ name: String) {
        let file = open("/proc/thread-self/comm", O_WRONLY | O_CLOEXEC)
        guard file >= 0 else { return }
        _ = Array(name.utf8.prefix(15)).withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
        close(file)
    }

    /// An identity of the calling thread, comparable while that thread lives.
    static var current: UInt { UInt(pthread_self()) }
}

private final class ThreadStart: Sendable {
    let name: String
    let body: @Sendable () -> Void

    init(name: String, body: @escaping @Sendable () -> Void) {
        self.name = name
        self.body = body
    }
}

/// A function and not a closure: the compiler (6.3.1) dies on the closure.
private func runThread(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let argument else { return nil }
    let start = Unmanaged<ThreadStart>.fromOpaque(argument).takeRetainedValue()
    OSThread.label(start.name)
    start.body()
    return nil
}
