import CPostgreSQL
import Foundation
import Glibc
import Synchronization

/// Something the event loop watches.
protocol EventLoopMember: AnyObject, Sendable {
    /// Its socket is ready. Runs on the loop's thread and must not block.
    func socketIsReady()
    /// Acts on what is due and says when it wants to be asked again.
    func checkDeadlines(now: UInt64) -> UInt64?
    /// The client is shutting down: nothing will be watched any more.
    func loopIsClosing()
}

/// One thread that waits for all sockets of a client, and keeps its deadlines.
///
/// Only answers pass through it: tasks write to their connection's socket themselves, without blocking, which saves a
/// thread hop each.
final class EventLoop: Sendable {
    typealias Token = UInt64

    private static let doorbellToken: Token = 0
    /// Deadlines are looked at this often at least; one due earlier rings the doorbell.
    private static let longestSleep: UInt64 = 1_000_000_000

    private let poller = epoll_create1(Int32(EPOLL_CLOEXEC))
    private let doorbell = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
    private let members = Mutex<[Token: any EventLoopMember]>([:])
    private let lastToken = Atomic<Token>(0)
    private let nextCheck = Atomic<UInt64>(0)
    private let isStopping = Atomic(false)

    init() {
        control(EPOLL_CTL_ADD, doorbell, Self.doorbellToken, EPOLLIN.rawValue)
    }

    /// Nobody refers to the loop any more, so its thread has ended and nobody can ring.
    deinit {
        close(poller)
        close(doorbell)
    }

    /// Starts the thread, which keeps the loop alive until `stop`.
    func start() {
        let thread = Thread { [self] in run() }
        thread.name = "postgres"
        thread.start()
    }

    /// Ends the thread, once every connection is closed.
    func stop() {
        closeAll()
        isStopping.store(true, ordering: .releasing)
        ring()
    }

    /// Closes every connection there is.
    func closeAll() {
        for member in members.withLock({ Array($0.values) }) { member.loopIsClosing() }
    }

    func newToken() -> Token { lastToken.add(1, ordering: .relaxed).newValue }

    /// Watches a member: its deadlines, and its socket if it has one. Holds it until removed.
    func add(_ member: any EventLoopMember, token: Token, socket: Int32? = nil) -> Bool {
        members.withLock { $0[token] = member }
        guard let socket else { return true }
        return control(EPOLL_CTL_ADD, socket, token, EPOLLIN.rawValue)
    }

    /// The member's owner has the socket removed first, with `forget(socket:)`.
    func remove(_ token: Token) {
        members.withLock { $0[token] = nil }
    }

    func forget(socket: Int32) {
        control(EPOLL_CTL_DEL, socket, 0, 0)
    }

    /// Whether room to write is worth waking for. Reading always is: a server that cannot send does not read.
    func watchWriting(_ isWanted: Bool, socket: Int32, token: Token) {
        control(EPOLL_CTL_MOD, socket, token, isWanted ? EPOLLIN.rawValue | EPOLLOUT.rawValue : EPOLLIN.rawValue)
    }

    /// A member has a new deadline; call after it is in place.
    func note(deadline: UInt64) {
        var planned = nextCheck.load(ordering: .acquiring)
        while deadline < planned {
            let (exchanged, original) = nextCheck.compareExchange(
                expected: planned, desired: deadline, ordering: .acquiringAndReleasing)
            if exchanged { return ring() }
            planned = original
        }
    }

    private func ring() {
        var one: UInt64 = 1
        _ = write(doorbell, &one, MemoryLayout<UInt64>.size)
    }

    private func run() {
        let capacity = 64
        let events = UnsafeMutablePointer<epoll_event>.allocate(capacity: capacity)
        defer { events.deallocate() }
        while !isStopping.load(ordering: .acquiring) {
            let now = Uptime.now
            let due = nextCheck.load(ordering: .acquiring)
            let milliseconds = due <= now ? 0 : Int32(min(due - now, Self.longestSleep) / 1_000_000 + 1)
            let count = epoll_wait(poller, events, Int32(capacity), milliseconds)
            for index in 0..<max(0, Int(count)) { dispatch(events[index].data.u64) }
            checkDeadlines()
        }
        members.withLock { $0 = [:] }
    }

    private func dispatch(_ token: Token) {
        if token == Self.doorbellToken {
            var rings: UInt64 = 0
            _ = read(doorbell, &rings, MemoryLayout<UInt64>.size)
        } else {
            members.withLock { $0[token] }?.socketIsReady()
        }
    }

    /// The plan is reset before the members are asked: a deadline set meanwhile is either seen here or rings.
    private func checkDeadlines() {
        let now = Uptime.now
        guard nextCheck.load(ordering: .acquiring) <= now else { return }
        nextCheck.store(now + Self.longestSleep, ordering: .releasing)
        let everybody = members.withLock { Array($0.values) }
        let earliest = everybody.compactMap { $0.checkDeadlines(now: now) }.min()
        if let earliest, earliest < now + Self.longestSleep { note(deadline: earliest) }
    }

    @discardableResult
    private func control(_ operation: Int32, _ socket: Int32, _ token: Token, _ interest: UInt32) -> Bool {
        var event = epoll_event()
        event.events = interest
        event.data.u64 = token
        return epoll_ctl(poller, operation, socket, &event) == 0
    }
}
