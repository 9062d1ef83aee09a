import Contracts
import Foundation
import TestSupport
import Testing

@testable import Booking

/// Who may wait for what: an address is asked first, and nobody waits for the same twice.
@Suite struct WaitingTrustTests {
    @Test func nothingIsOfferedUntilTheAddressIsConfirmed() async throws {
        try await Garage.open { garage in
            let taken = try await garage.book(Garage.order(10, of: Garage.diagnosis)).appointment
            let asked: JoinedWaitingList = try await garage.askToWait(Garage.wish("guest@example.org")).decoded()
            #expect(asked.token == nil && asked.url == nil && asked.entry.status == .unconfirmed)
            garage.clock.advance(by: .seconds(1))
            let second = try await garage.join(Garage.wish("second@example.org"))
            #expect(second.entry.ahead == 0, "who has not confirmed is before nobody")
            let cancelled = try await garage.staff(.post, "/v1/appointments/\(taken.id.text)/cancel", CancelBody(reason: .changedPlans))
            #expect(cancelled.status == 200)
            try await eventually("the second has the offer") { try await garage.entry(second.token).status == .offered }
            let store = WaitingStore()
            #expect(try await store.entry(asked.entry.id, in: garage.service.database).status == .unconfirmed)

            let (told, token) = try await garage.letter(of: asked.entry.id)
            #expect(told.email == "guest@example.org" && !told.isConfirmed && told.services == ["Diagnosis"])
            let confirmed: JoinedWaitingList = try await garage.confirm(token).decoded()
            #expect(confirmed.entry.status == .waiting && confirmed.entry.id == asked.entry.id)
            let again: JoinedWaitingList = try await garage.confirm(token).decoded()
            #expect(again.token == confirmed.token, "an answer that was lost can be had again")
            _ = try await garage.service.send(.post, "/v1/my/waiting-list/leave", token: second.token)
            try await eventually("then it is offered") {
                try await store.entry(asked.entry.id, in: garage.service.database).offer?.start == Garage.at(10)
            }
        }
    }

    @Test func aLetterThatNobodyAnswersEndsItAndItsLinkOpensNothingElse() async throws {
        try await Garage.open { garage in
            let asked: JoinedWaitingList = try await garage.askToWait(Garage.wish("stranger@example.org", notAfter: "17:00")).decoded()
            let token = try await garage.letter(of: asked.entry.id).token
            #expect(try await garage.service.send(.get, "/v1/my/waiting-list", token: token).status == 401)
            let kept = try await garage.join(Garage.wish("kept@example.org"))
            #expect(try await garage.confirm(kept.token).status == 401)
            garage.clock.advance(by: .seconds(86_401))
            let late = try await garage.confirm(token)
            #expect(late.status == 410 && garage.slug(late) == "link-expired")
            try await eventually("what was said of the address is gone") {
                try await garage.count("waiting_list WHERE wish::text LIKE '%stranger@%'") == 0
            }
            #expect(try await garage.count("waiting_list WHERE wish::text LIKE '%kept@%'") == 1)
        }
    }

    @Test func whoIsSignedInWithTheAddressWaitsAtOnce() async throws {
        try await Garage.open { garage in
            let wish = Garage.wish("Signed.In@example.org")
            func token(of email: String) throws -> String {
                try garage.service.token(scopes: ["own"], kind: "customer", subject: NaturalIdentity.customer(email: email).text)
            }
            let other: JoinedWaitingList = try await garage.askToWait(wish, token: try token(of: "other@example.org")).decoded()
            #expect(other.token == nil && other.entry.status == .unconfirmed, "another's address has to be asked")
            let mine: JoinedWaitingList = try await garage.askToWait(wish, token: try token(of: "signed.in@example.org")).decoded()
            #expect(mine.entry.id == other.entry.id && mine.entry.status == .waiting)
            #expect(try await garage.entry(try #require(mine.token)).status == .waiting)
        }
    }

    @Test func theSameWishIsOneEntryHoweverManyAskAtOnceAndTheKeyIsOnlyInTheMail() async throws {
        try await Garage.open(settings: ["PITCREW_DATABASE_CONNECTIONS": "8", "PITCREW_DATABASE_WAIT": "25s"]) { garage in
            var spelled = Garage.wish(" \tWANDA@example.org")
            spelled.customer.name = "W. Waiting"
            spelled.vehicle.plate = "b pc2"
            let wishes = [Garage.wish(), spelled]
            let answers = try await withThrowingTaskGroup(of: JoinedWaitingList.self) { group in
                for number in 0..<12 { group.addTask { try await garage.askToWait(wishes[number % 2]).decoded() } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(Set(answers.map(\.entry.id)).count == 1)
            #expect(answers.allSatisfy { $0.token == nil })
            #expect(try await garage.count("waiting_list WHERE lower(wish->'customer'->>'email') = 'wanda@example.org'") == 1)
            #expect(try await garage.count("waiting_list") == 1)
            #expect(try await garage.count("outbox WHERE type = 'waiting_list.confirmation_requested'") == JoinWaitingList.mostLetters)

            let id = try #require(answers.first?.entry.id)
            _ = try await garage.confirm(garage.letter(3, of: id).token)
            let after: JoinedWaitingList = try await garage.askToWait(spelled).decoded()
            #expect(after.entry.id == id && after.token == nil)
            #expect(after.entry.wish.customer.name == "W. Waiting" && after.entry.status == .unconfirmed && after.entry.offer == nil,
                "a stranger learns nothing of the entry that is there")
            var later = Garage.wish()
            later.notAfter = "11:00"
            #expect(try await garage.join(later).entry.id != id)
        }
    }

    /// Whatever the program does, the database has one.
    @Test func theDatabaseRefusesASecondEntryOfAWish() async throws {
        try await Garage.open { garage in
            let one = try await garage.join(Garage.wish())
            let copy: Bool = try await garage.refuses("""
                INSERT INTO waiting_list (id, workshop_id, first_day, last_day, joined_at, wish, wish_key)
                SELECT gen_random_uuid(), workshop_id, first_day, last_day, joined_at, wish, wish_key FROM waiting_list
                """)
            #expect(copy)
            _ = try await garage.service.send(.post, "/v1/my/waiting-list/leave", token: one.token)
            #expect(try await garage.join(Garage.wish()).entry.id != one.entry.id, "who has left may wait again")
        }
    }

    @Test func whoIsKnownHasTheirLinkAgainByMail() async throws {
        try await Garage.open { garage in
            let one = try await garage.join(Garage.wish())
            _ = try await garage.askToWait(Garage.wish())
            let again = try await garage.letter(2, of: one.entry.id).told
            #expect(again.isConfirmed && again.url == one.url)
        }
    }
}
