import Concurrency
import Dispatch
import Foundation
import Testing

@Suite struct SerialThreadTests {
    private actor Owner {
        let thread: SerialThread
        private(set) var seen: [Int] = []

        init(_ thread: SerialThread) { self.thread = thread }

        nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

        func isAtHome() -> Bool { thread.isCurrent }
        func note(_ number: Int) { seen.append(number) }
        func assumesIsolation() { preconditionIsolated() }
    }

    @Test func anActorOnItRunsOnItsThreadAndNowhereElse() async {
        let thread = SerialThread(name: "home")
        let owner = Owner(thread)
        for _ in 0..<100 {
            #expect(await owner.isAtHome())
            #expect(!thread.isCurrent)
        }
        await owner.assumesIsolation()
    }

    @Test func jobsAndClosuresRunInTheOrderTheyCame() async {
        let thread = SerialThread(name: "order")
        let owner = Owner(thread)
        let release = DispatchSemaphore(value: 0)
        // Each runs up to its place in the line before the next is made, and the first holds up the line.
        let blocker = Task.immediate { await thread.run { release.wait() } }
        let notes = (0..<50).map { number in Task.immediate { await owner.note(number) } }
        release.signal()
        for task in [blocker] + notes { await task.value }
        #expect(await owner.seen == Array(0..<50))
    }

    @Test func givesBackWhatTheClosureGivesOrThrows() async {
        let thread = SerialThread(name: "results")
        #expect(await thread.run { 42 } == 42)
        await #expect(throws: Failure(number: 7)) { try await thread.run { throw Failure(number: 7) } }
        #expect(await thread.run { thread.isCurrent })
    }

    @Test func noWorkIsLostHoweverItRaces() async {
        let thread = SerialThread(name: "race")
        let total = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    var sum = 0
                    for _ in 0..<2000 { sum += await thread.run { 1 } }
                    return sum
                }
            }
            return await group.reduce(0, +)
        }
        #expect(total == 16_000)
    }

    @Test func blockedThreadsDoNotHoldUpTheCooperativePool() async {
        let release = DispatchSemaphore(value: 0)
        let entered = Tally()
        let count = ProcessInfo.processInfo.activeProcessorCount * 4
        await withTaskGroup { group in
            for index in 0..<count {
                group.addTask {
                    await SerialThread(name: "blocked-\(index)").run {
                        entered.increment()
                        release.wait()
                    }
                }
            }
            // This runs on the pool; it could not if each blocked closure held one of its few threads.
            #expect(await eventually { entered.value == count })
            for _ in 0..<count { release.signal() }
        }
    }

    @Test func theThreadCarriesItsNameAndEndsWithItsLastReference() async {
        var thread: SerialThread? = SerialThread(name: "short-lived-thread")
        await thread?.run {}
        #expect(threadNames().contains("short-lived-thr"))
        thread = nil
        #expect(await eventually { !threadNames().contains("short-lived-thr") })
    }

    @Test func theLastReferenceMayGoOnTheThreadItself() async {
        let result = await SerialThread(name: "own-end").run { 1 }
        #expect(result == 1)
        #expect(await eventually { !threadNames().contains("own-end") })
    }

    /// The system's default may be as little as 2 MB, and a C library that recurses over what came in would end the process.
    @Test func itsStackDoesNotFollowTheLimitsOfWhoeverStartedTheProcess() async throws {
        typealias Read = @convention(c) (pthread_t, UnsafeMutablePointer<pthread_attr_t>) -> CInt
        // A GNU function, which Swift does not import.
        let symbol = try #require(dlsym(nil, "pthread_getattr_np"))
        let read = unsafeBitCast(symbol, to: Read.self)
        let bytes = await SerialThread(name: "deep").run {
            var (attributes, bytes) = (pthread_attr_t(), 0)
            guard read(pthread_self(), &attributes) == 0 else { return 0 }
            pthread_attr_getstacksize(&attributes, &bytes)
            pthread_attr_destroy(&attributes)
            return bytes
        }
        #expect(bytes >= 16 << 20)
    }
}

/// The names of this process's threads, as Linux shows them.
private func threadNames() -> [String] {
    let tasks = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")) ?? []
    return tasks.compactMap { task in
        try? String(contentsOfFile: "/proc/self/task/\(task)/comm", encoding: .utf8).trimmingCharacters(in: .newlines)
    }
}
