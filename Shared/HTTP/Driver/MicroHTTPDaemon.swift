import CMicroHTTPD
import Foundation
import Glibc
import Synchronization

/// The engine on libmicrohttpd: epoll with a small pool of threads, on which handlers run until they first wait.
final class MicroHTTPDaemon: HTTPEngine {
    private struct Running {
        /// Owned: started by `start`, stopped and freed by `stop` on a thread of its own.
        var daemon: DaemonHandle?
        var sweeper: Sweeper?
    }

    let admitting: any RequestAdmitting
    let limits: EngineLimits
    let stopping = StopFlag()
    let connections = ConnectionRegistry()
    let handlers = HandlerCount()
    private let address: String
    private let port: Int
    private let threads: Int
    private let maximumConnections: Int
    private let running = Mutex(Running())

    init(
        address: String, port: Int, threads: Int, maximumConnections: Int, limits: EngineLimits, admitting: any RequestAdmitting
    ) {
        self.address = address
        self.port = port
        self.threads = threads
        self.maximumConnections = maximumConnections
        self.limits = limits
        self.admitting = admitting
    }

    var connectionCount: Int { connections.count }

    func start() throws(HTTPEngineError) -> Int {
        let socketAddress = try SocketAddress(address, port: port)
        var settings = pitcrew_mhd_settings()
        settings.flags = MHD_USE_EPOLL_INTERNAL_THREAD.rawValue | MHD_ALLOW_SUSPEND_RESUME.rawValue
            | MHD_USE_ITC.rawValue | (socketAddress.isIPv6 ? MHD_USE_DUAL_STACK.rawValue : 0)
        settings.threads = UInt32(threads)
        settings.connection_limit = UInt32(maximumConnections)
        // A backstop behind the sweep, for clients that fall silent while they read.
        settings.inactivity_seconds = UInt32(limits.idle.components.seconds + 15)
        settings.connection_memory = max(32 << 10, limits.headBytes * 2)
        settings.access = onAccess
        settings.completed = onCompleted
        settings.connection = onConnection
        settings.request_line = onRequestLine
        // Unretained: `stop` waits until no callback can come any more, and the caller holds the engine until then.
        settings.context = Unmanaged.passUnretained(self).toOpaque()
        let daemon = socketAddress.withPointer { pointer in
            settings.address = pointer
            return pitcrew_mhd_start(&settings)
        }
        guard let daemon else {
            throw HTTPEngineError(description: "cannot listen on \(address) port \(port): \(String(cString: strerror(errno)))")
        }
        let handle = DaemonHandle(pointer: daemon)
        let sweeper = Sweeper { [connections, limits] in connections.sweep(limits: limits) }
        running.withLock { $0 = Running(daemon: handle, sweeper: sweeper) }
        return Int(pitcrew_mhd_port(daemon))
    }

    func stop(within bound: Duration) async {
        let (daemon, sweeper) = running.withLock { running in
            defer { running = Running() }
            return (running.daemon, running.sweeper)
        }
        guard let daemon else { return }
        stopping.drain()
        let listener = daemon.quiesce()
        let end = ContinuousClock.now + bound
        await wait(until: end) {
            for exchange in connections.exchanges { exchange.endLiveStream() }
            return !connections.hasWork && handlers.isEmpty
        }
        stopping.close()
        for exchange in connections.exchanges { exchange.breakOff() }
        await daemon.stop()
        if listener >= 0 { close(listener) }
        sweeper?.stop()
        // Cancelled handlers are given a moment to let go of what they use; one that ignores it is left behind.
        await wait(until: .now + .seconds(1)) { handlers.isEmpty }
    }

    private func wait(until end: ContinuousClock.Instant, _ isDone: () -> Bool) async {
        while !isDone(), ContinuousClock.now < end {
            // In a task of its own: the caller is cancelled already, and its sleep would not sleep.
            await Task.detached { try? await Task.sleep(for: .milliseconds(10)) }.value
        }
    }
}

/// The daemon's pointer on its way to the thread that stops it.
///
/// `@unchecked Sendable`: the library allows quiescing and stopping from any thread; `MicroHTTPDaemon.stop` takes the handle out
/// of its place, so that it happens once.
private struct DaemonHandle: @unchecked Sendable {
    let pointer: OpaquePointer

    /// Stops accepting. The listening socket is to be closed after `stop`.
    func quiesce() -> CInt { MHD_quiesce_daemon(pointer) }

    /// Joins the library's threads, so not on one of Swift's.
    func stop() async {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                MHD_stop_daemon(pointer)
                continuation.resume()
            }
        }
    }
}
