import Synchronization
import Testing

@testable import Concurrency

@Suite struct AlarmTests {
    @Test func aCancelledAlarmLetsGoOfItsActionLongBeforeItIsDue() {
        weak var token: Token?
        let alarm: Alarm
        do {
            let held = Token()
            token = held
            alarm = Alarm(after: .seconds(3600)) { _ = held }
        }
        #expect(token != nil)
        alarm.cancel()
        #expect(token == nil)
    }

    @Test func anAlarmLetGoOfDoesNotRing() {
        weak var token: Token?
        do {
            let held = Token()
            token = held
            _ = Alarm(after: .seconds(3600)) { _ = held }
        }
        #expect(token == nil)
    }

    @Test(.timeLimit(.minutes(1))) func alarmsRingInTheOrderTheyAreDueHoweverTheyWereSet() async {
        let (rings, ring) = AsyncStream.makeStream(of: Int.self)
        // The last set is the first due, so the clock has to be woken from a longer wait each time.
        let alarms = [150, 100, 50, 1].map { delay in Alarm(after: .milliseconds(delay)) { ring.yield(delay) } }
        var order: [Int] = []
        for await delay in rings {
            order.append(delay)
            if order.count == alarms.count { break }
        }
        #expect(order == [1, 50, 100, 150])
    }

    @Test(.timeLimit(.minutes(1))) func anEarlierAlarmWakesTheClockFromALongWait() async {
        let distant = Alarm(after: .seconds(3600)) {}
        let (rings, ring) = AsyncStream.makeStream(of: Void.self)
        var iterator = rings.makeAsyncIterator()
        for _ in 0..<20 {
            let near = Alarm(after: .milliseconds(1)) { ring.yield() }
            await iterator.next()
            near.cancel()
        }
        distant.cancel()
    }

    @Test(.timeLimit(.minutes(1))) func everyAlarmRingsOnceAmongManyThreads() async {
        let rings = Tally()
        let alarms = await withTaskGroup(of: [Alarm].self) { group in
            for _ in 0..<4 {
                group.addTask { (0..<500).map { Alarm(after: .microseconds($0 * 7 % 300)) { rings.increment() } } }
            }
            return await group.reduce(into: []) { $0 += $1 }
        }
        #expect(await eventually { rings.value == alarms.count })
    }

}

@Suite struct AlarmQueueTests {
    private func entry(due: UInt64) -> AlarmClock.Entry { AlarmClock.Entry(due: due) {} }

    @Test func givesWhatIsDueAndSaysWhenToLookAgain() {
        var queue = AlarmQueue()
        let entries = [30, 10, 20].map { entry(due: $0) }
        #expect(entries.map { queue.add($0) } == [true, true, false], "whether the thread must be woken")
        let due = queue.takeDue(20).map(\.due)
        #expect(due == [10, 20])
        #expect(queue.wakesAt == 30)
        #expect(queue.takeDue(30).count == 1 && queue.wakesAt == .max)
    }

    @Test func cancelledAlarmsDoNotPileUp() {
        var queue = AlarmQueue()
        let kept = (0..<100).map { entry(due: $0) }
        for entry in kept { _ = queue.add(entry) }
        for _ in 0..<10_000 {
            let entry = entry(due: 1_000)
            _ = queue.add(entry)
            _ = entry.take()
            queue.noteCancelled()
            #expect(queue.count <= 2 * kept.count + 64)
        }
        #expect(queue.takeDue(1_000).count == kept.count)
    }

    @Test func aCancelledAlarmIsNotDue() {
        var queue = AlarmQueue()
        let entry = entry(due: 10)
        _ = queue.add(entry)
        _ = entry.take()
        queue.noteCancelled()
        #expect(queue.takeDue(10).isEmpty && queue.count == 0)
    }
}

@Suite struct BinaryHeapTests {
    @Test func givesAllBackInOrder() {
        var heap = BinaryHeap<Int> { $0 < $1 }
        for number in [5, 3, 8, 1, 9, 2, 2, 7] { heap.push(number) }
        var order: [Int] = []
        while let next = heap.pop() { order.append(next) }
        #expect(order == [1, 2, 2, 3, 5, 7, 8, 9])
        #expect(heap.first == nil && heap.pop() == nil)
    }

    @Test func keepsItsOrderWhenManyAreTakenOut() {
        var heap = BinaryHeap<Int> { $0 < $1 }
        for number in 0..<100 { heap.push(number * 37 % 100) }
        heap.removeAll { $0 % 3 == 0 }
        var order: [Int] = []
        while let next = heap.pop() { order.append(next) }
        #expect(order == (0..<100).filter { $0 % 3 != 0 })
    }

    @Test(arguments: 0...3) func removingAllLeavesItEmpty(count: Int) {
        var heap = BinaryHeap<Int> { $0 < $1 }
        for number in 0..<count { heap.push(number) }
        heap.removeAll { _ in true }
        #expect(heap.count == 0 && heap.pop() == nil)
    }
}
