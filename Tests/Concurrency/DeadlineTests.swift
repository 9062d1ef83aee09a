import Concurrency
import Testing

@Suite struct DeadlineTests {
    @TaskLocal private static var local = 0

    @Test func givesWhatTheBodyGivesInTime() async throws {
        #expect(try await withDeadline(.seconds(60)) { 5 } == 5)
    }

    @Test func passesOnWhatTheBodyThrows() async {
        await #expect(throws: Failure(number: 1)) { try await withDeadline(.seconds(60)) { throw Failure(number: 1) } }
    }

    @Test func cancelsTheBodyWhenTheTimeIsUp() async {
        let allowed = Duration.milliseconds(20)
        await #expect(throws: DeadlineExceeded(allowed: allowed)) {
            try await withDeadline(allowed) { try await suspendUntilCancelled() }
        }
    }

    @Test func aValueReachedAfterTheTimeIsNotThrownAway() async throws {
        let value = try await withDeadline(.milliseconds(20)) {
            try? await suspendUntilCancelled()
            return "committed"
        }
        #expect(value == "committed")
    }

    @Test func aCancelledCallerIsNotToldOfADeadline() async {
        let (started, start) = AsyncStream.makeStream(of: Void.self)
        let task = Task {
            try await withDeadline(.seconds(60)) {
                start.yield()
                try await suspendUntilCancelled()
            }
        }
        for await _ in started { break }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test(arguments: [Duration.zero, .seconds(-1)]) func withoutTimeTheBodyDoesNotRun(duration: Duration) async {
        await #expect(throws: DeadlineExceeded.self) {
            try await withDeadline(duration) { Issue.record("must not run") }
        }
    }

    @Test(arguments: [Duration.seconds(Int64.max), Duration(attoseconds: .max)])
    func anyLengthOfTimeIsSafe(duration: Duration) async throws {
        #expect(try await withDeadline(duration) { true })
    }

    @Test func theBodySeesTheCallersTaskLocals() async throws {
        let seen = try await DeadlineTests.$local.withValue(3) { try await withDeadline(.seconds(60)) { DeadlineTests.local } }
        #expect(seen == 3)
    }
}

/// Waits without end, but for cancellation.
func suspendUntilCancelled() async throws {
    for await _ in AsyncStream<Void>.makeStream().stream {}
    try Task.checkCancellation()
}
