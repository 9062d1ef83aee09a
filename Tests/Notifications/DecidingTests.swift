import Contracts
import Foundation
import PostgreSQL
import ServiceKit
import TestSupport
import Testing

@testable import Notifications

@Suite(.timeLimit(.minutes(3))) struct DecidingTests {
    @Test func aReminderThatIsTurnedOffIsNotSentAndTheLedgerSaysWhy() async throws {
        try await ContactDesk.with { desk in
            _ = try await desk.say(false)
            let state = try await desk.book()
            let confirmation = try await desk.message(.confirmation, of: state.id) { $0.status == .sent }
            #expect(confirmation.decision == .init(verdict: .allowed, ground: "transactional", consentId: nil, rule: nil))
            desk.clock.set(state.start - 86_400)
            let reminder = try await desk.message(.reminder, of: state.id) { $0.settledAt != nil }
            #expect(reminder.status == .cancelled && reminder.attempts == 0 && reminder.error == "not allowed: opted_out")
            #expect(reminder.decision == .init(verdict: .refused, ground: nil, consentId: nil, rule: .optedOut))
            let refused = try await desk.decisions("&verdict=refused")
            #expect(refused.map(\.messageId) == [reminder.id])
            #expect(refused.first?.rule == .optedOut && refused.first?.explanation == ContactRule.optedOut.explanation)
            #expect(try desk.mailbox.mails().count == 1)
        }
    }

    @Test func whatIsSentByConsentNamesItsProof() async throws {
        try await ContactDesk.with { desk in
            // Said later, heard of earlier; delivered twice.
            let event = try await desk.say(true, version: 2, at: desk.clock.now())
            _ = try await desk.say(false, version: 1, at: desk.clock.now() - 60)
            let state = try await desk.book()
            desk.clock.set(state.start - 86_400)
            let reminder = try await desk.message(.reminder, of: state.id) { $0.status == .sent }
            let view = try await desk.preferences()
            #expect(view.history.count == 2 && view.consents.count == 1)
            let proof = try #require(view.consents.first)
            #expect(reminder.decision == .init(verdict: .allowed, ground: "consent", consentId: proof.id, rule: nil))
            #expect(proof.isGiven && proof.proof.eventId == event && proof.proof.source == "front_desk" && proof.proof.wordingVersion == "2026-03")
        }
    }

    @Test func whatWasSaidStaysAsItWasSaidAndIsNotedOnce() async throws {
        try await ContactDesk.with { desk in
            let event = try await desk.say(true, .marketing)
            let proof = ConsentProof(source: "one_click", eventId: event, at: desk.clock.now())
            try await desk.service.database.withTransaction { transaction in
                try await ConsentStore.add(desk.ada, .marketing, "email", isGiven: false, proof, at: desk.clock.now(), in: transaction)
            }
            let all = try await ConsentStore.all(of: desk.ada, limit: 9, in: desk.service.database)
            #expect(all.map(\.isGiven) == [true])
            for change: SQL in ["UPDATE consents SET is_given = false", "DELETE FROM consents", "TRUNCATE consents CASCADE"] {
                await #expect(throws: PostgresError.self) { try await desk.service.database.execute(change) }
            }
        }
    }

    @Test func quietHoursDeferByTheCustomersClockAndWhatIsOvertakenMeanwhileIsNotSent() async throws {
        try await ContactDesk.with(at: "2026-03-20T19:30:00Z") { desk in
            try await desk.put(ContactPreferences(zone: "Asia/Dubai", quietFrom: "22:00", quietUntil: "07:00"))
            let (kept, dropped) = (try await desk.book(), try await desk.book(days: 11))
            let morning = try #require(Timestamp.parse("2026-03-21T03:00:00Z"))
            for state in [kept, dropped] {
                let waiting = try await desk.message(.confirmation, of: state.id) { $0.decision?.verdict == .deferred && $0.status == .scheduled }
                #expect(waiting.status == .scheduled && waiting.dueAt == morning && waiting.attempts == 0 && waiting.decision?.rule == .quietHours)
            }
            var change = AccountSecurityChange.example
            change.email = "ada@customer.example"
            try await desk.service.publish(.accountSecurityChanged, subject: change.id, payload: change)
            try await eventually("what is of security does not wait") { try desk.mailbox.mails().count == 1 }
            _ = try await desk.book(dropped.id, version: 2, days: 11, .appointmentCancelled)
            _ = try await desk.message(.cancellation, of: dropped.id) { $0.decision?.verdict == .deferred }
            desk.clock.set(morning - 1)
            #expect(try await desk.message(.confirmation, of: kept.id) { _ in true }.status == .scheduled)
            desk.clock.set(morning)
            _ = try await desk.message(.confirmation, of: kept.id) { $0.status == .sent }
            _ = try await desk.message(.cancellation, of: dropped.id) { $0.status == .sent }
            let overtaken = try await desk.message(.confirmation, of: dropped.id) { $0.settledAt != nil }
            #expect(overtaken.status == .cancelled)
            #expect(try desk.mailbox.mails().count == 3)
        }
    }

    @Test func whatWouldHaveToWaitTillItIsOfNoUseIsGivenUp() async throws {
        try await ContactDesk.with { desk in
            let state = try await desk.book()
            try await desk.put(ContactPreferences(pausedUntil: state.start))
            desk.clock.set(state.start - 86_400)
            let reminder = try await desk.message(.reminder, of: state.id) { $0.settledAt != nil }
            #expect(reminder.status == .cancelled && reminder.decision?.rule == .doNotDisturb)
        }
    }

    @Test func theCapHoldsThoughAllAreSentAtOnce() async throws {
        try await ContactDesk.with(["PITCREW_CONTACT_CAP_DAY": "2"]) { desk in
            var offer = WaitingListOffer.example
            offer.expiresAt = desk.clock.now() + 3_600
            let customer = NaturalIdentity.customer(email: offer.email)
            // Leased together once the clock has come so far.
            for number in 0..<8 {
                offer.id = UUID(high: 3, low: UInt64(number))
                let told = offer
                try await desk.service.database.withTransaction { transaction in
                    try await OfferMessages.store.add(.offer(told), id: told.notice, traceparent: nil, at: desk.clock.now() + 1, in: transaction)
                }
            }
            desk.clock.advance(by: .seconds(2))
            let all = try await eventually("all are decided") {
                let found = try await desk.decisions(of: customer)
                return found.count == 8 ? found : nil
            }
            #expect(all.count { $0.verdict == .allowed && $0.ground == "contract" } == 2)
            #expect(all.count { $0.verdict == .refused && $0.rule == .frequencyCap } == 6)
            try await eventually("both are sent") { try desk.mailbox.mails().count == 2 }
            // What is given up later has reached nobody, and makes room.
            try await DecisionStore.uncount(try #require(all.first { $0.verdict == .allowed }).messageId, in: desk.service.database)
            offer.id = UUID(high: 3, low: 99)
            try await desk.service.publish(.waitingListOffered, subject: offer.id, payload: offer)
            try await eventually("there is room for one") { try desk.mailbox.mails().count == 3 }
        }
    }

    @Test func anAddressThatTakesNothingGetsNothingUntilThatIsLifted() async throws {
        try await ContactDesk.with { desk in
            let database = desk.service.database
            try await database.withTransaction { transaction in
                try await SuppressionStore.add(" ADA@customer.example", .email, .hardBounce, source: "dsn", at: desk.clock.now(), in: transaction)
                try await SuppressionStore.add("ada@customer.example", .sms, .stop, source: "sms", at: desk.clock.now(), in: transaction)
            }
            let state = try await desk.book()
            let first = try await desk.message(.confirmation, of: state.id) { $0.settledAt != nil }
            #expect(first.status == .cancelled && first.decision?.rule == .hardBounce)
            let isLifted = try await database.withTransaction { transaction in
                try await SuppressionStore.lift("ada@customer.example", .email, .hardBounce, at: desk.clock.now(), in: transaction)
            }
            #expect(isLifted)
            let other = try await desk.book()
            _ = try await desk.message(.confirmation, of: other.id) { $0.status == .sent }
            #expect(try desk.mailbox.mails().count == 1)
            let stored = try await database.query("SELECT count(*) AS plain FROM suppressions WHERE address_hash LIKE '%@%'").first
            #expect(try stored?.get("plain", as: Int.self) == 0)
        }
    }

    @Test func unsubscribingTurnsOffWhatCanBeAndNothingElse() async throws {
        try await ContactDesk.with { desk in
            let unsubscribe = Unsubscribe(clock: desk.clock)
            let proof = ConsentProof(source: "one_click", eventId: UUID(), at: desk.clock.now())
            for _ in 0..<2 {
                try await desk.service.database.withTransaction { try await unsubscribe(desk.ada, nil, nil, proof, in: $0) }
            }
            let said = try await ConsentStore.all(of: desk.ada, limit: 99, in: desk.service.database)
            #expect(Set(said.map { "\($0.purpose.rawValue) \($0.channel) \($0.isGiven)" }) == [
                "reminder email false", "reminder sms false", "marketing email false", "marketing sms false", "survey email false",
                "survey sms false", "waiting_list email false", "waiting_list sms false",
            ])
            #expect(said.count == 8)
            await #expect(throws: ContactError.self) {
                try await desk.service.database.withTransaction { try await unsubscribe(desk.ada, .security, .email, proof, in: $0) }
            }
        }
    }
}
