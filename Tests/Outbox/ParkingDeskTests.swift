import Contracts
import Foundation
import PostgreSQL
import Synchronization
import TestSupport
import Testing

@testable import Outbox

@Suite struct ParkingDeskTests {
    /// Parks one message that the handler refuses while `broken` is set.
    private func withParked(_ body: (MessageBench, ParkedMessage, BrokenSwitch) async throws -> Void) async throws {
        let broken = BrokenSwitch()
        var handlers = MessageHandlers()
        handlers.on(.modelPromoted, ModelState.self) { event, transaction in
            if broken.isOn { throw PermanentFailure("switched off") }
            try await transaction.execute("INSERT INTO effects (event_id, note) VALUES (\(event.id), \(event.payload.name))")
        }
        try await MessageBench.with(handlers: handlers) { bench in
            _ = await bench.processor.process([try bench.delivery()])
            let parked = try #require(try await bench.parking.list(group: nil, after: nil, limit: 10, in: bench.database).first)
            try await body(bench, parked, broken)
        }
    }

    @Test func aReplayedMessageIsHandledOnce() async throws {
        try await withParked { bench, parked, broken in
            broken.off()
            try await bench.desk.replay(parked.id, by: "op")
            await #expect(throws: ParkingError.settled) { try await bench.desk.replay(parked.id, by: "op") }
            try await bench.runDue()
            #expect(try await bench.count("effects") == 1)
            #expect(try await bench.count("retry") == 0)
            #expect(try await bench.parking.count(in: bench.database) == 0)
        }
    }

    @Test func aReplayThatFailsAgainIsParkedAgain() async throws {
        try await withParked { bench, parked, _ in
            try await bench.desk.replay(parked.id, by: "op")
            try await bench.runDue()
            #expect(try await bench.parking.count(in: bench.database) == 1)
            #expect(try await bench.count("effects") == 0)
        }
    }

    @Test func anEditedMessageIsANewMessage() async throws {
        try await withParked { bench, parked, broken in
            broken.off()
            var state = ModelState.example
            state.name = "mended"
            let body = try JSONCoding.decode(JSONValue.self, from: JSONCoding.encode(state))
            let id = try await bench.desk.edit(parked.id, body: body, by: "op")
            try await bench.runDue()
            let row = try #require(try await bench.database.query("SELECT event_id, note FROM effects").first)
            #expect(try row.get("event_id", as: UUID.self) == id)
            #expect(try row.get("note", as: String.self) == "mended")
            #expect(id != parked.eventId)
        }
    }

    @Test func aDiscardedMessageKeepsItsReasonAndIsGone() async throws {
        try await withParked { bench, parked, _ in
            try await bench.desk.discard(parked.id, reason: "test data", by: "op")
            #expect(try await bench.parking.count(in: bench.database) == 0)
            let row = try #require(try await bench.database.query("SELECT state, settled_by, settled_note FROM parked").first)
            #expect(try row.get("state", as: String.self) == "discarded")
            #expect(try row.get("settled_note", as: String.self) == "test data")
        }
    }

    @Test func aGroupIsReplayedTogether() async throws {
        try await withParked { bench, parked, broken in
            for _ in 0..<20 { _ = await bench.processor.process([try bench.delivery()]) }
            let groups = try await bench.parking.groups(in: bench.database)
            #expect(groups.map(\.count) == [21])
            broken.off()
            #expect(try await bench.desk.replay(group: parked.cause, by: "op") == 21)
            try await bench.runDue()
            #expect(try await bench.count("effects") == 21)
        }
    }

    @Test func aReplayedRowLeavesOthersOfTheSameErrorAlone() async throws {
        try await withParked { bench, parked, broken in
            try await bench.database.execute("""
                INSERT INTO parked (id, type, routing_key, headers, body, reason, error, error_group, attempts, first_failed_at)
                SELECT gen_random_uuid(), other.type, 'x', '{}', '{}', other.reason, error, error_group, 1, now()
                FROM parked, (VALUES ('model.promoted', 'attempts-exhausted'), ('churn.scored', 'permanent')) AS other (type, reason)
                """)
            #expect(try await bench.parking.groups(in: bench.database).map(\.count) == [1, 1, 1])
            let shown = try await bench.parking.list(group: parked.cause, after: nil, limit: 10, in: bench.database)
            #expect(shown.map(\.id) == [parked.id])
            broken.off()
            #expect(try await bench.desk.replay(group: parked.cause, by: "op") == 1)
            #expect(try await bench.parking.count(in: bench.database) == 2)
        }
    }

    @Test func anUnknownMessageIsSaidToBeUnknown() async throws {
        try await withParked { bench, _, _ in
            await #expect(throws: ParkingError.unknown) { try await bench.desk.discard(UUID(), reason: "x", by: "op") }
        }
    }
}

/// Whether the handler refuses.
final class BrokenSwitch: Sendable {
    private let state = Mutex(true)
    var isOn: Bool { state.withLock { $0 } }
    func off() { state.withLock { $0 = false } }
}

extension ParkedMessage {
    fileprivate var cause: ParkedCause { ParkedCause(error: errorGroup, type: type, reason: reason.rawValue) }
}
