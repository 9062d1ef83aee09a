import Contracts
import Foundation
import Messaging
import PostgreSQL
import Synchronization
import TestSupport
import Testing

@testable import Outbox

@Suite struct MessageProcessorTests {
    @Test func aRedeliveredEventHasOneEffect() async throws {
        try await MessageBench.with(handlers: noting()) { bench in
            let delivery = try bench.delivery()
            #expect(await bench.processor.process([delivery, delivery]) == [.acknowledge, .acknowledge])
            #expect(await bench.processor.process([delivery]) == [.acknowledge])
            #expect(try await bench.count("effects") == 1)
        }
    }

    @Test func aRepetitionIsCountedByWhoSentIt() async throws {
        try await MessageBench.with(handlers: noting()) { bench in
            let told = try bench.delivery()
            var handedOut = told
            handedOut.redelivered = true
            _ = await bench.processor.process([told, told, handedOut, handedOut])
            let text = bench.metrics.render()
            #expect(text.contains(#"pitcrew_messages_duplicate_total{by="publisher"} 1"#) && text.contains(#"_duplicate_total{by="broker"} 2"#))
        }
    }

    @Test func oneBadMessageDoesNotHoldUpTheOthers() async throws {
        let bad = UUID()
        var handlers = MessageHandlers()
        handlers.on(.modelPromoted, ModelState.self) { event, transaction in
            try await transaction.execute("INSERT INTO effects (event_id) VALUES (\(event.id))")
            if event.id == bad { throw SomeFailure() }
        }
        try await MessageBench.with(handlers: handlers) { bench in
            let batch = [try bench.delivery(), try bench.delivery(id: bad), try bench.delivery()]
            #expect(await bench.processor.process(batch) == [.acknowledge, .acknowledge, .acknowledge])
            #expect(try await bench.count("effects") == 2)
            #expect(try await bench.count("retry") == 1)
            #expect(try await bench.count("inbox") == 2)
        }
    }

    @Test func aFailingMessageIsTriedItsAttemptsThenParked() async throws {
        let calls = Mutex(0)
        var handlers = MessageHandlers()
        handlers.on(.modelPromoted, ModelState.self) { _, _ in
            calls.withLock { $0 += 1 }
            throw SomeFailure()
        }
        try await MessageBench.with(attempts: 3, handlers: handlers) { bench in
            _ = await bench.processor.process([try bench.delivery()])
            #expect(try await bench.worker.runOne() == false, "not due yet")
            try await bench.runDue()
            #expect(try await bench.count("parked") == 0)
            try await bench.runDue()
            #expect(calls.withLock { $0 } == 3)
            #expect(try await bench.count("retry") == 0)
            let parked = try #require(try await bench.parking.list(group: nil, after: nil, limit: 10, in: bench.database).first)
            #expect(parked.reason == .attemptsExhausted)
            #expect(parked.attempts == 3)
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func aBacklogGoesTogetherAndOneThatFailsHoldsNobodyUp() async throws {
        let isMended = Mutex(false)
        let bad = UUID()
        var handlers = MessageHandlers()
        handlers.on(.modelPromoted, ModelState.self) { event, transaction in
            guard isMended.withLock({ $0 }), event.id != bad else { throw SomeFailure() }
            try await transaction.execute("INSERT INTO effects (event_id, note) SELECT \(event.id), pg_current_xact_id()::text")
        }
        try await MessageBench.with(attempts: 3, handlers: handlers) { bench in
            let count = 4 * RetryWorker.together
            for number in 0..<count { _ = await bench.processor.process([try bench.delivery(id: number == count / 2 ? bad : UUID())]) }
            #expect(try await bench.count("retry") == count)
            isMended.withLock { $0 = true }
            bench.clock.advance(by: .seconds(3600))
            try await bench.worker.runDue()
            #expect(try await bench.count("effects") == count - 1)
            #expect(try await bench.database.query("SELECT attempts FROM retry").map { try $0.get("attempts", as: Int.self) } == [2])
            let transactions = try await bench.database.query("SELECT count(DISTINCT note) AS n FROM effects").first?.get("n", as: Int.self)
            #expect(try #require(transactions) < count - RetryWorker.together, "some went together")
        }
    }

    @Test func anAttemptThatFailsAtTheCommitCountsAndHoldsNobodyUp() async throws {
        let bad = UUID()
        var handlers = MessageHandlers()
        handlers.on(.modelPromoted, ModelState.self) { event, transaction in
            try await transaction.execute("INSERT INTO effects (event_id) VALUES (\(event.id))")
            if event.id == bad { try await transaction.execute("INSERT INTO links VALUES (gen_random_uuid())") }
        }
        try await MessageBench.with(attempts: 3, handlers: handlers) { bench in
            try await bench.database.execute("CREATE TABLE known (id uuid PRIMARY KEY)")
            try await bench.database.execute("CREATE TABLE links (id uuid REFERENCES known DEFERRABLE INITIALLY DEFERRED)")
            let later = try bench.delivery()
            #expect(await bench.processor.process([try bench.delivery(id: bad)]) == [.acknowledge])
            try await bench.runDue()
            #expect(try await bench.database.query("SELECT attempts FROM retry").first?.get("attempts", as: Int.self) == 2)
            _ = await bench.processor.process([later])
            try await bench.runDue()
            #expect(try await bench.count("retry") == 0)
            #expect(try await bench.count("parked") == 1)
            #expect(try await bench.count("effects") == 1)
        }
    }

    @Test func redeliveryOfAWaitingMessageNeverShortensItsDelay() async throws {
        var handlers = MessageHandlers()
        handlers.on(.modelPromoted, ModelState.self) { _, _ in throw SomeFailure() }
        try await MessageBench.with(handlers: handlers) { bench in
            let delivery = try bench.delivery()
            _ = await bench.processor.process([delivery])
            try await bench.database.execute("UPDATE retry SET due_at = due_at + interval '1 day'")
            let before = try await bench.database.query("SELECT due_at FROM retry").first?.get("due_at", as: Date.self)
            _ = await bench.processor.process([delivery])
            let after = try await bench.database.query("SELECT due_at FROM retry").first?.get("due_at", as: Date.self)
            #expect(before == after)
        }
    }

    @Test func aPermanentFailureIsParkedAtOnce() async throws {
        var handlers = MessageHandlers()
        handlers.on(.modelPromoted, ModelState.self) { _, _ in throw PermanentFailure("model store is read-only") }
        try await MessageBench.with(handlers: handlers) { bench in
            _ = await bench.processor.process([try bench.delivery()])
            let parked = try #require(try await bench.parking.list(group: nil, after: nil, limit: 10, in: bench.database).first)
            #expect(parked.reason == .permanent)
            #expect(parked.error == "model store is read-only")
        }
    }

    @Test(arguments: [
        ("not json", ParkingReason.undecodable, "the body must be JSON"), ("{}", .undecodable, "is missing"),
        (#"{"id":7}"#, .undecodable, "field"),
    ])
    func whatCannotBeDecodedIsParkedWithFieldAndRule(body: String, reason: ParkingReason, text: String) async throws {
        try await MessageBench.with(handlers: noting()) { bench in
            #expect(await bench.processor.process([try bench.delivery(body: body)]) == [.acknowledge])
            let parked = try #require(try await bench.parking.list(group: nil, after: nil, limit: 10, in: bench.database).first)
            #expect(parked.reason == reason)
            #expect(parked.error.contains(text))
            #expect(parked.body == body)
        }
    }

    @Test func anUnknownTypeIsParkedNotDropped() async throws {
        try await MessageBench.with(handlers: noting()) { bench in
            let delivery = try bench.delivery(type: EventType("nobody.knows"))
            _ = await bench.processor.process([delivery])
            _ = await bench.processor.process([delivery])
            #expect(try await bench.count("parked") == 1)
        }
    }

    @Test func aMessageWithoutAnyAttributeIsParked() async throws {
        try await MessageBench.with(handlers: noting()) { bench in
            let delivery = Delivery(tag: 1, exchange: "", routingKey: "model.promoted", body: [0xFF, 0xFE, 0x00])
            let settlements = await bench.processor.process([delivery])
            let parked = try await bench.count("parked")
            #expect(settlements == [.acknowledge])
            #expect(parked == 1)
        }
    }

    @Test func aHeaderWithANullCharacterDoesNotStopTheParking() async throws {
        try await MessageBench.with(handlers: noting()) { bench in
            let delivery = Delivery(
                tag: 1, exchange: "", routingKey: "model.\0", type: "nobody.knows\0", headers: ["ce-a\0": .string("b\0")], body: [0]
            )
            #expect(await bench.processor.process([delivery]) == [.acknowledge])
            let parked = try #require(try await bench.parking.list(group: nil, after: nil, limit: 10, in: bench.database).first)
            #expect(parked.type == "nobody.knows\u{FFFD}")
            #expect(parked.attributes["a\u{FFFD}"] == "b\u{FFFD}")
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func whatTheDatabaseRefusesToKeepIsSaidAndHoldsUpNobodyElse() async throws {
        let log = CollectingLog()
        try await MessageBench.with(handlers: noting(), logger: log.logger) { bench in
            try await bench.database.execute("ALTER TABLE parked ADD CONSTRAINT full_disk CHECK (type <> 'model.promoted')")
            let stuck = try bench.delivery(body: "not json")
            let nameless = Delivery(tag: 1, exchange: "", routingKey: "nobody.knows", body: [])
            let good = try bench.delivery()
            let settling = Task { await bench.processor.process([stuck, nameless, good]) }
            try await eventually("it has tried more than once") { log.text.contains("full_disk") }
            try await eventually("the others are settled") { try await bench.count("effects") == 1 }
            try await bench.database.execute("ALTER TABLE parked DROP CONSTRAINT full_disk")
            #expect(await settling.value == [.acknowledge, .acknowledge, .acknowledge])
            #expect(try await bench.count("parked") == 2, "a message without an id is parked once, however often its neighbour is tried")
            #expect(!log.text.contains("The database is away"))
        }
    }

    @Test(.timeLimit(.minutes(1))) func aCancelledWaitGivesBackOnlyWhatIsOpen() async throws {
        try await MessageBench.with(handlers: noting()) { bench in
            try await bench.database.execute("ALTER TABLE parked ADD CONSTRAINT full_disk CHECK (false)")
            let batch = [try bench.delivery(body: "not json"), try bench.delivery()]
            let settling = Task { await bench.processor.process(batch) }
            try await eventually("the good one is handled") { try await bench.count("effects") == 1 }
            settling.cancel()
            #expect(await settling.value == [.requeue, .acknowledge])
        }
    }

    @Test func aHandlersBrokenStatementRollsBackOnlyItself() async throws {
        var handlers = noting()
        handlers.on(.churnScored, ChurnScore.self) { _, transaction in try await transaction.execute("SELECT 1 / 0") }
        try await MessageBench.with(handlers: handlers) { bench in
            let score = try JSONCoding.text(ChurnScore.example)
            let broken = try bench.delivery(type: .churnScored, body: score)
            _ = await bench.processor.process([try bench.delivery(), broken])
            #expect(try await bench.count("effects") == 1)
            #expect(try await bench.count("retry") == 1)
        }
    }
}

struct SomeFailure: Error, CustomStringConvertible {
    let description = "the handler does not want to"
}
