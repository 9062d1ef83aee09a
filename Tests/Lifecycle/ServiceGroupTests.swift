import Lifecycle
import Testing

@Suite(.timeLimit(.minutes(1))) struct ServiceGroupTests {
    private let journal = Journal()
    private let signals = AsyncStream.makeStream(of: Int32.self)

    private func service(
        _ name: String, onStart: @escaping @Sendable () async throws -> Void = {},
        onStop: @escaping @Sendable () async throws -> Void = {}
    ) -> Scripted {
        Scripted(name: name, journal: journal, onStart: onStart, onStop: onStop)
    }

    private func group(_ services: [any Service], drainTimeout: Duration = .seconds(60)) -> ServiceGroup {
        ServiceGroup(services, drainTimeout: drainTimeout, logger: quiet, signals: signals.stream)
    }

    @Test func aSignalDrainsInReverseOrderOneByOneAndTheRunReturns() async throws {
        signals.continuation.yield(15)
        // Room for the next service to be stopped too early.
        let linger: @Sendable () async -> Void = { for _ in 0..<20 { await Task.yield() } }
        try await group(["a", "b", "c"].map { service($0, onStop: linger) }).run()
        #expect(journal.entries == ["c stopping", "c stopped", "b stopping", "b stopped", "a stopping", "a stopped"])
    }

    @Test func aCancelledCallerDrainsLikeASignal() async throws {
        let (started, start) = AsyncStream.makeStream(of: Void.self)
        let group = group([service("a"), service("b", onStart: { start.yield() })])
        let task = Task { try await group.run() }
        for await _ in started { break }
        task.cancel()
        try await task.value
        #expect(journal.entries == ["b stopping", "b stopped", "a stopping", "a stopped"])
    }

    @Test func drainingIsNotCutShortByTheCallersCancellation() async throws {
        let group = group([service("a", onStop: { #expect(await Task { true }.value) })])
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            try await group.run()
        }
        try await task.value
        #expect(journal.entries == ["a stopping", "a stopped"])
    }

    @Test func aServiceThatThrowsEndsTheGroupAndIsNamed() async throws {
        let group = group([service("a"), service("b", onStart: { throw Broken() }), service("c")])
        let error = await #expect(throws: ServiceGroupError.self) { try await group.run() }
        guard case .threw("b", let cause) = error?.cause else { return #expect(Bool(false), "\(String(describing: error))") }
        #expect(cause is Broken)
        #expect(error?.description == "service b threw Broken()")
        #expect(journal.entries == ["c stopping", "c stopped", "a stopping", "a stopped"])
    }

    @Test func whatTheErrorSaysOfItselfIsTold() async throws {
        struct Missing: Error, CustomStringConvertible {
            let description = "exchange pitcrew.events: not found"
        }
        let group = group([service("a", onStart: { throw Missing() })])
        let error = await #expect(throws: ServiceGroupError.self) { try await group.run() }
        #expect(error?.description == "service a threw exchange pitcrew.events: not found")
    }

    @Test func theDrainTimeIsForAllTogether() async {
        signals.continuation.yield(15)
        let group = group((1...10).map { Stuck(name: "stuck \($0)") }, drainTimeout: .seconds(2))
        let start = ContinuousClock.now
        let error = await #expect(throws: ServiceGroupError.self) { try await group.run() }
        #expect(error?.undrained.count == 10)
        // Two seconds and nine moments of a tenth, with room for a busy machine; twenty if each had the whole.
        #expect(.now - start < .seconds(12))
    }

    @Test func aServiceThatReturnsUnaskedEndsTheGroupAndIsNamed() async {
        struct Brief: Service {
            let name = "brief"
            func run() async throws {}
        }
        let group = group([service("a"), Brief()])
        let error = await #expect(throws: ServiceGroupError.self) { try await group.run() }
        #expect(error?.description == "service brief returned unasked")
        #expect(journal.entries == ["a stopping", "a stopped"])
    }

    @Test func aServiceThatDoesNotDrainIsLeftBehindAfterItsTimeAndNamed() async {
        signals.continuation.yield(15)
        let (stopped, stop) = AsyncStream.makeStream(of: Void.self)
        let group = group([service("a", onStop: { stop.yield() }), Stuck(name: "stuck")], drainTimeout: .milliseconds(100))
        let error = await #expect(throws: ServiceGroupError.self) { try await group.run() }
        #expect(error?.undrained.first == "stuck")
        // Asked to stop though the one above it never ended; on a busy machine perhaps later than in its own time.
        for await _ in stopped { break }
    }

    @Test func aSecondSignalEndsTheWaiting() async {
        signals.continuation.yield(15)
        signals.continuation.yield(2)
        let group = group([service("a"), Stuck(name: "stuck")], drainTimeout: .seconds(3600))
        let error = await #expect(throws: ServiceGroupError.self) { try await group.run() }
        guard case .forced(signal: 2) = error?.cause else { return #expect(Bool(false), "\(String(describing: error))") }
        #expect(error?.undrained == ["stuck", "a"])
    }

    @Test func whatFailsWhileStoppingIsNamedAndTheOthersStillDrain() async {
        signals.continuation.yield(15)
        let group = group([service("a"), service("b", onStop: { throw Broken() })])
        let error = await #expect(throws: ServiceGroupError.self) { try await group.run() }
        #expect(error?.failedWhileStopping == ["b"])
        #expect(journal.entries == ["b stopping", "a stopping", "a stopped"])
    }

    @Test func answeringCancellationWithACancellationErrorIsNoFailure() async throws {
        signals.continuation.yield(15)
        try await group([service("a", onStop: { throw CancellationError() })]).run()
    }
}
