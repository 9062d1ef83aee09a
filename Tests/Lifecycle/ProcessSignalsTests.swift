import Foundation
import Testing

@testable import Lifecycle

/// Real signals, each in a child process of its own.
@Suite(.timeLimit(.minutes(1))) struct ProcessSignalsTests {
    @Test(arguments: [SIGTERM, SIGINT]) func aRealSignalDrainsTheGroup(number: Int32) async {
        await #expect(processExitsWith: .exitCode(7)) { [number] in
            let journal = Journal()
            let service = Scripted(name: "a", journal: journal, onStart: { kill(getpid(), number) })
            try await ServiceGroup([service], drainTimeout: .seconds(30), logger: quiet).run()
            exit(journal.entries == ["a stopping", "a stopped"] ? 7 : 1)
        }
    }

    @Test func aSecondRealSignalForcesTheEnd() async {
        await #expect(processExitsWith: .exitCode(7)) {
            let stuck = Scripted(
                name: "a", journal: Journal(), onStart: { kill(getpid(), SIGTERM) },
                onStop: {
                    kill(getpid(), SIGTERM)
                    await withCheckedContinuation { Forever.keep($0) }
                })
            do {
                try await ServiceGroup([stuck], drainTimeout: .seconds(3600), logger: quiet).run()
            } catch let error as ServiceGroupError {
                if case .forced = error.cause { exit(7) }
            }
        }
    }

    @Test func aSecondSignalEndsEvenAProcessWhoseThreadsAreAllBlocked() async {
        await #expect(processExitsWith: .exitCode(128 + SIGTERM)) {
            let blockers = (0..<64).map { _ in
                Scripted(name: "blocked", journal: Journal(), onStart: { while true { pause() } })
            }
            Thread.detachNewThread {
                // The first may still find the default action, which would end the test too early: wait for the handler.
                while !isCaught(SIGTERM) { sched_yield() }
                // Two at once may arrive as one: so one every ten milliseconds.
                while true {
                    kill(getpid(), SIGTERM)
                    poll(nil, 0, 10)
                }
            }
            try await ServiceGroup(blockers, drainTimeout: .seconds(3600), logger: quiet).run()
        }
    }

    /// Any that came while the handler was not yet in place would end the child, or be lost and leave it waiting.
    @Test func aSignalRightAfterTheWatchBeginsIsNotLost() async {
        await #expect(processExitsWith: .exitCode(7)) {
            for number in [SIGHUP, SIGUSR1, SIGUSR2, SIGALRM, SIGTERM, SIGINT] {
                let (signals, sender) = AsyncStream.makeStream(of: Void.self)
                let watch = SignalWatch(number) { sender.yield() }
                kill(getpid(), number)
                for await _ in signals { break }
                watch.stop()
            }
            exit(7)
        }
    }

    @Test func aClosedPipeDoesNotEndTheProcess() async {
        await #expect(processExitsWith: .exitCode(7)) {
            ProcessSignals.ignoreBrokenPipes()
            let pipe = Pipe()
            try pipe.fileHandleForReading.close()
            let written = write(pipe.fileHandleForWriting.fileDescriptor, "x", 1)
            exit(written == -1 && errno == EPIPE ? 7 : 1)
        }
    }
}

/// Whether the process has a handler for the signal; proc(5), the mask `SigCgt`.
private func isCaught(_ number: Int32) -> Bool {
    guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
        let line = status.split(separator: "\n").first(where: { $0.hasPrefix("SigCgt:") }),
        let mask = UInt64(line.dropFirst(7).trimmingCharacters(in: .whitespaces), radix: 16)
    else { return false }
    return mask >> UInt64(number - 1) & 1 == 1
}
