import Testing

@testable import Lifecycle

@Suite struct GroupRunTests {
    private var run = GroupRun(names: ["a", "b", "c"])

    @Test mutating func stopsTheNextOnlyWhenTheOneBeforeHasEnded() {
        #expect(run.handle(.signal(15)).map(\.text) == ["stop 2"])
        #expect(run.handle(.cancelled).isEmpty)
        #expect(run.handle(.ended(2, .returned)).map(\.text) == ["stop 1"])
        #expect(run.handle(.ended(1, .returned)).map(\.text) == ["stop 0"])
        #expect(run.handle(.ended(0, .returned)).map(\.text) == ["finish"])
    }

    @Test mutating func skipsAServiceThatEndedByItselfMeanwhile() {
        _ = run.handle(.signal(15))
        #expect(run.handle(.ended(1, .returned)).isEmpty)
        #expect(run.handle(.ended(2, .returned)).map(\.text) == ["stop 0"])
    }

    @Test mutating func aLateAlarmOfAServiceAlreadyDrainedDoesNothing() {
        _ = run.handle(.signal(15))
        _ = run.handle(.ended(2, .returned))
        #expect(run.handle(.drainExpired(2)).isEmpty)
        #expect(run.handle(.ended(1, .returned)).map(\.text) == ["stop 0"])
    }

    @Test mutating func aServiceThatEndsAfterItsTimeDoesNotStopTwoAtOnce() {
        _ = run.handle(.signal(15))
        #expect(run.handle(.drainExpired(2)).map(\.text) == ["stop 1"])
        #expect(run.handle(.ended(2, .returned)).isEmpty)
        #expect(run.handle(.ended(1, .returned)).map(\.text) == ["stop 0"])
        #expect(run.handle(.ended(0, .returned)).map(\.text) == ["finish: stopped as asked; not drained in time: c"])
    }

    @Test mutating func aSecondSignalAbandonsAllThatStillRun() {
        _ = run.handle(.signal(15))
        _ = run.handle(.ended(2, .returned))
        #expect(
            run.handle(.signal(15)).map(\.text) == [
                "abandon [1, 0]", "finish: forced to stop by signal 15; not drained in time: b, a",
            ])
        #expect(run.handle(.ended(1, .returned)).isEmpty)
    }

    @Test mutating func aGroupOfNothingFinishesWhenAsked() {
        run = GroupRun(names: [])
        #expect(run.handle(.signal(2)).map(\.text) == ["finish"])
    }
}

extension GroupRun.Action {
    fileprivate var text: String {
        switch self {
        case .stop(let index): "stop \(index)"
        case .abandon(let indices): "abandon \(indices)"
        case .finish(nil): "finish"
        case .finish(let error?): "finish: \(error)"
        }
    }
}
