import Concurrency
import Testing

@Suite struct ShieldedTests {
    @TaskLocal private static var local = 0

    @Test func theBodyRunsToItsEndThoughTheCallerIsCancelled() async {
        let (entered, enter) = AsyncStream.makeStream(of: Void.self)
        let (released, release) = AsyncStream.makeStream(of: Void.self)
        let task = Task {
            await shielded {
                enter.yield()
                for await _ in released { break }
                return Task.isCancelled ? "cancelled" : "whole"
            }
        }
        for await _ in entered { break }
        task.cancel()
        release.yield()
        #expect(await task.value == "whole")
    }

    @Test func theBodyRunsThoughTheCallerWasCancelledBefore() async {
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return await shielded { !Task.isCancelled }
        }
        #expect(await task.value)
    }

    @Test func throwsWhatTheBodyThrowsWithItsType() async {
        do throws(Failure) {
            try await shielded { () async throws(Failure) in throw Failure(number: 9) }
            Issue.record("must throw")
        } catch {
            #expect(error.number == 9)
        }
    }

    @Test func theBodySeesTheCallersTaskLocals() async {
        #expect(await ShieldedTests.$local.withValue(4) { await shielded { ShieldedTests.local } } == 4)
    }
}
