import Testing

@testable import PostgreSQL

@Suite("Pool state machine")
struct PoolStateMachineTests {
    /// A machine with so many idle connections.
    private func machine(limit: Int = 2, waiters: Int = 10, idle: Int = 0) -> PoolStateMachine {
        var machine = PoolStateMachine(limit: limit, maximumWaiters: waiters)
        for index in 0..<idle { _ = machine.acquire(-1 - index, deadline: 1) }
        for id in machine.opening.sorted() { _ = machine.opened(id) }
        for id in machine.leased { _ = machine.release(id) }
        return machine
    }

    @Test func opensOnDemandUpToTheLimit() {
        var pool = machine(limit: 2)
        same(pool.acquire(1, deadline: 9), [.open(1, attempt: 0)])
        same(pool.acquire(2, deadline: 9), [.open(2, attempt: 0)])
        same(pool.acquire(3, deadline: 9), [])
        same(pool.opened(1), [.lease(1, to: 1)])
        same(pool.opened(2), [.lease(2, to: 2)])
        same(pool.release(1), [.lease(1, to: 3)])
    }

    @Test func theMostRecentlyUsedIsLeasedFirst() {
        var pool = machine(idle: 2)
        let last = pool.idle.last
        same(pool.leaseIdle(), last)
    }

    @Test func nobodyOvertakesTheLine() {
        var pool = machine(limit: 1, idle: 1)
        let connection = pool.leaseIdle() ?? 0
        same(pool.acquire(7, deadline: 9), [])
        same(pool.leaseIdle(), nil)
        same(pool.acquire(8, deadline: 9), [])
        same(pool.release(connection), [.lease(connection, to: 7)])
        same(pool.release(connection), [.lease(connection, to: 8)])
    }

    @Test func whoLeavesTheLineIsPassedOver() {
        var pool = machine(limit: 1, idle: 1)
        let connection = pool.leaseIdle() ?? 0
        _ = pool.acquire(7, deadline: 9)
        _ = pool.acquire(8, deadline: 9)
        same(pool.cancel(7), true)
        same(pool.cancel(7), false)
        same(pool.release(connection), [.lease(connection, to: 8)])
    }

    @Test func waitingIsBoundedInTime() {
        var pool = machine(limit: 1, idle: 1)
        _ = pool.leaseIdle()
        _ = pool.acquire(7, deadline: 5)
        _ = pool.acquire(8, deadline: 9)
        same(pool.expire(now: 4), [])
        #expect(pool.line.earliestDeadline == 5)
        same(pool.expire(now: 5), [.refuse(7, .exhausted)])
    }

    @Test func waitingIsBoundedInNumber() {
        var pool = machine(limit: 1, waiters: 1, idle: 1)
        _ = pool.leaseIdle()
        _ = pool.acquire(7, deadline: 5)
        same(pool.acquire(8, deadline: 5), [.refuse(8, .exhausted)])
    }

    @Test func anUnreachableServerIsTriedOneAtATime() {
        var pool = machine(limit: 3)
        same(pool.acquire(1, deadline: 5), [.open(1, attempt: 0)])
        same(pool.acquire(2, deadline: 5), [.open(2, attempt: 0)])
        same(pool.failedToOpen(1), [])
        same(pool.failedToOpen(2), [.open(3, attempt: 2)])
        same(pool.expire(now: 5), [.refuse(1, .unavailable), .refuse(2, .unavailable)])
        same(pool.failedToOpen(3), [])
        same(pool.acquire(3, deadline: 9), [.open(4, attempt: 3)])
        same(pool.acquire(4, deadline: 9), [])
        same(pool.opened(4), [.lease(4, to: 3), .open(5, attempt: 0)])
    }

    @Test func aLostConnectionIsReplacedOnDemand() {
        var pool = machine(limit: 1, idle: 1)
        let connection = pool.leaseIdle() ?? 0
        _ = pool.acquire(7, deadline: 9)
        same(pool.closed(connection), [.open(2, attempt: 0)])
        same(pool.release(connection), [])  // its holder gives it back, too late to matter
        same(pool.opened(2), [.lease(2, to: 7)])
    }

    @Test func shutDownRefusesAndCloses() {
        var pool = machine(limit: 2, idle: 2)
        let connection = pool.leaseIdle() ?? 0
        let other = pool.leaseIdle() ?? 0
        _ = pool.acquire(7, deadline: 9)
        _ = pool.release(other)
        _ = pool.acquire(8, deadline: 9)
        same(pool.shutDown(), [.refuse(8, .shutDown)])
        same(pool.acquire(9, deadline: 9), [.refuse(9, .shutDown)])
        same(pool.release(connection), [.close(connection)])
    }

    @Test func whatOpensAfterShutDownIsClosed() {
        var pool = machine(limit: 1)
        _ = pool.acquire(1, deadline: 9)
        _ = pool.shutDown()
        same(pool.opened(1), [.close(1)])
    }

    @Test(arguments: 0..<50)
    func noConnectionIsEverHeldTwiceOrLost(_ seed: UInt64) {
        var random = SplitMix(state: seed)
        var pool = PoolStateMachine(limit: 3, maximumWaiters: 20)
        var waiting: Set<Int> = []
        var held: [Int] = []
        func apply(_ actions: [PoolStateMachine.Action]) {
            for action in actions {
                switch action {
                case .lease(let connection, let waiter):
                    same(waiting.remove(waiter), waiter)
                    #expect(!held.contains(connection))
                    held.append(connection)
                case .refuse(let waiter, _): same(waiting.remove(waiter), waiter)
                case .open, .close: break
                }
            }
        }
        for waiter in 0..<500 {
            switch random.next() % 6 {
            case 0, 1:
                waiting.insert(waiter)
                apply(pool.acquire(waiter, deadline: random.next() % 1000))
            case 2: if !held.isEmpty { apply(pool.release(held.remove(at: Int(random.next() % UInt64(held.count))))) }
            case 3: if let id = pool.opening.min() { apply(random.next() % 3 == 0 ? pool.failedToOpen(id) : pool.opened(id)) }
            case 4: if let id = held.popLast() { apply(pool.closed(id)) }
            default: apply(pool.expire(now: UInt64(waiter)))
            }
            #expect(Set(held) == pool.leased && held.count == pool.leased.count)
            #expect(pool.idle.count + pool.leased.count + pool.opening.count <= 3)
            #expect(pool.line.count == waiting.count)
            #expect(pool.idle.isEmpty || waiting.isEmpty, "nobody waits beside an idle connection")
            #expect(waiting.isEmpty || pool.leased.count + pool.opening.count > 0, "someone will serve those who wait")
        }
    }
}

/// Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators".
private struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
