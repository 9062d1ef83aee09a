import Messaging
import Observability
import PostgreSQL
import Synchronization
import TestSupport
import Testing

@testable import ServiceKit

@Suite(.timeLimit(.minutes(1))) struct StartupTests {
    @Test(arguments: [AMQPError.Code.notFound, .authentication, .unreachable])
    func whatOthersHaveYetToSetUpAtTheBrokerIsWaitedFor(code: AMQPError.Code) async throws {
        try await withDatabase { database in
            let gate = Gate()
            let asked = Mutex(0)
            let startup = Startup(
                database: database, migrations: [], setClock: {},
                checkBroker: {
                    let count = asked.withLock { $0 += 1; return $0 }
                    if count < 3 { throw AMQPError(code, "exchange pitcrew.events: not found") }
                }, migrated: Gate(), gate: gate, logger: .silent
            )
            try await running(startup) {
                try await eventually("it has started") { gate.isOpen }
            }
            #expect(asked.withLock { $0 } == 3)
        }
    }

    @Test func aDifferenceAtTheBrokerEndsTheService() async throws {
        try await withDatabase { database in
            let startup = Startup(
                database: database, migrations: [], setClock: {}, checkBroker: { throw AMQPError(.mismatch, "queue pitcrew.booking: type") },
                migrated: Gate(), gate: Gate(), logger: .silent
            )
            await #expect(throws: AMQPError(.mismatch, "queue pitcrew.booking: type")) { try await startup.run() }
        }
    }
}
