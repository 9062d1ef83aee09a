import Concurrency
import Testing

@Suite struct WakeupTests {
    @Test func aSignalBeforeTheWaitIsNotLost() async {
        let wakeup = Wakeup()
        wakeup.signal()
        #expect(await wakeup.wait())
    }

    @Test func manySignalsBeforeAWaitAreOne() async {
        let wakeup = Wakeup()
        for _ in 0..<3 { wakeup.signal() }
        #expect(await wakeup.wait())
        #expect(await wakeup.wait(timeout: .zero) == false)
    }

    @Test func theWaitEndsWhenItsTimeIsUp() async {
        #expect(await Wakeup().wait(timeout: .milliseconds(5)) == false)
    }

    @Test func aLaterSignalWakesAfterATimeout() async {
        let wakeup = Wakeup()
        #expect(await wakeup.wait(timeout: .milliseconds(1)) == false)
        wakeup.signal()
        #expect(await wakeup.wait(timeout: .zero))
    }

    @Test func aSignalEndsAWaitLongBeforeItsTime() async {
        let wakeup = Wakeup()
        async let woken = wakeup.wait(timeout: .seconds(3600))
        wakeup.signal()
        #expect(await woken)
    }

    @Test func aCancelledWaitEndsAtOnceAndTakesNoSignalWithIt() async {
        let wakeup = Wakeup()
        let task = Task.immediate { await wakeup.wait() }
        task.cancel()
        #expect(await task.value == false)
        wakeup.signal()
        #expect(await wakeup.wait(timeout: .zero))
    }

    @Test(.timeLimit(.minutes(1))) func aTaskCancelledBeforeDoesNotWait() async {
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return await Wakeup().wait()
        }
        #expect(await task.value == false)
    }

    @Test func aSignalWakesAllWhoWait() async {
        let wakeup = Wakeup()
        let waits = (0..<5).map { _ in Task.immediate { await wakeup.wait() } }
        wakeup.signal()
        for wait in waits { #expect(await wait.value) }
        #expect(await wakeup.wait(timeout: .zero) == false)
    }

    /// Producer and consumer run against each other; one lost signal and this never ends.
    @Test(.timeLimit(.minutes(1))) func noSignalIsLostHoweverItRaces() async {
        let (ping, pong) = (Wakeup(), Wakeup())
        let echo = Task {
            for _ in 0..<20_000 {
                await ping.wait()
                pong.signal()
            }
        }
        for _ in 0..<20_000 {
            ping.signal()
            await pong.wait()
        }
        await echo.value
    }

    /// Time-outs, cancellations and signals race for the same continuation, which must be resumed once: a second time traps.
    @Test(.timeLimit(.minutes(1))) func everyWaitEndsExactlyOnce() async {
        let wakeup = Wakeup()
        for _ in 0..<2000 {
            let task = Task { await wakeup.wait(timeout: .microseconds(20)) }
            async let signalled: Void = wakeup.signal()
            async let cancelled: Void = task.cancel()
            _ = await (signalled, cancelled, task.value)
        }
    }
}
