import Concurrency
import Contracts
import Foundation
import Lifecycle
import TestSupport
import Testing

@testable import PartnerGateway

@Suite(.timeLimit(.minutes(6))) struct DeliveryTests {
    @Test func aReceiverThatDoesNotAnswerHoldsNobodyElseUp() async throws {
        let gate = Wakeup()
        let slow = try Receiver(failures: 0) { await gate.wait() }
        let quick = try Receiver(failures: 0)
        try await running(slow.server, quick.server) {
            let (slowURL, quickURL) = (try await slow.url(), try await quick.url())
            try await withGateway { gateway in
                let first = try await gateway.bookingWithWebhook(slowURL)
                try await gateway.publishCreated(partner: first.0.id, request: first.1)
                try await eventually("the slow one is called") { slow.calls.count == 1 }
                let second = try await gateway.bookingWithWebhook(quickURL)
                try await gateway.publishCreated(partner: second.0.id, request: second.1)
                try await eventually("the quick one has answered") { try await gateway.deliveries("delivered").count == 1 }
                gate.signal()
                try await eventually("the slow one has answered") { try await gateway.deliveries("delivered").count == 2 }
                #expect(slow.calls.count == 1)
            }
        }
    }

    @Test func anAnswerThatCannotBeNotedLeavesOtherCallsAlone() async throws {
        let gate = Wakeup()
        let broken = try Receiver(failures: 0)
        let other = try Receiver(failures: 0) { await gate.wait() }
        try await running(broken.server, other.server) {
            let (brokenURL, otherURL) = (try await broken.url(), try await other.url())
            try await withGateway { gateway in
                let first = try await gateway.bookingWithWebhook(brokenURL)
                let second = try await gateway.bookingWithWebhook(otherURL)
                try await gateway.refuseAttempts(of: first.0.id)
                // Owed in one transaction, so that both are taken in hand together.
                try await gateway.owe([first.0.id, second.0.id])
                try await eventually("both are called") { broken.calls.count == 1 && other.calls.count == 1 }
                try await eventually("noting the first was refused") { try await gateway.refusals() >= 1 }
                gate.signal()
                try await eventually("the second is delivered") { try await gateway.deliveries("delivered").count == 1 }
                #expect(other.calls.count == 1)
            }
        }
    }

    @Test func whatHappensWhileTheEndpointIsDisabledIsToldOnceItIsSetAgain() async throws {
        let receiver = try Receiver(failures: 1, status: 410)
        try await running(receiver.server) {
            let url = try await receiver.url()
            try await withGateway { gateway in
                let (partner, request) = try await gateway.bookingWithWebhook(url)
                try await gateway.publishCreated(partner: partner.id, request: request)
                let failed = try await eventually("the endpoint is gone") { try await gateway.deliveries("failed").first }
                try await gateway.publishCreated(partner: partner.id, request: request, version: 2)
                let held = try await eventually("the second call waits") { try await gateway.deliveries("held").first }
                // One that was owed before waits as well, without a try.
                try await gateway.owe([partner.id])
                try await eventually("the third call waits") { try await gateway.deliveries("held").count == 2 }
                #expect(receiver.calls.count == 1)
                #expect(try await gateway.setWebhook(partner, url).status == 200)
                try await eventually("what waited is delivered") { try await gateway.deliveries("delivered").count == 2 }
                #expect(try await gateway.deliveries("delivered").contains(held))
                #expect(try await gateway.deliveries("failed") == [failed])
            }
        }
    }

    @Test func allThatWasGivenUpIsReplayedAtOnce() async throws {
        let receiver = try Receiver(failures: 0)
        try await running(receiver.server) {
            let url = try await receiver.url()
            try await withGateway { gateway in
                let (partner, _) = try await gateway.bookingWithWebhook(url)
                try await gateway.owe([partner.id, partner.id, partner.id], status: "failed")
                let path = "/v1/partners/\(partner.id.text)/deliveries/replay"
                let answer = try await gateway.post(path, token: try await gateway.operatorToken())
                #expect(answer.status == 202)
                #expect(answer.json["count"] == 3)
                try await eventually("they are delivered") { try await gateway.deliveries("delivered").count == 3 }
                let unknown = "/v1/partners/\(UUID().text)/deliveries/replay"
                #expect(try await gateway.post(unknown, token: try await gateway.operatorToken()).status == 404)
            }
        }
    }

    @Test func aCallThatIsBeingMadeIsNotOwedOnceMore() async throws {
        let gate = Wakeup()
        let receiver = try Receiver(failures: 0) { await gate.wait() }
        try await running(receiver.server) {
            let url = try await receiver.url()
            try await withGateway { gateway in
                let (partner, request) = try await gateway.bookingWithWebhook(url)
                try await gateway.publishCreated(partner: partner.id, request: request)
                try await eventually("it is called") { receiver.calls.count == 1 }
                let id = try #require(try await gateway.deliveries("pending").first)
                #expect(try await gateway.replay(id).status == 202)
                let lease = try await gateway.database.query("SELECT leased_until IS NOT NULL AS held FROM deliveries").first
                #expect(try lease?.get("held") == true)
                gate.signal()
                try await eventually("it is delivered") { try await gateway.deliveries("delivered") == [id] }
                #expect(receiver.calls.count == 1)
            }
        }
    }

    @Test func whoLostTheLeaseSettlesNothing() async throws {
        try await withGateway { gateway in
            let partner = try await gateway.makePartner()
            try await gateway.owe([partner.id], status: "held")
            func take(at now: Date) async throws -> DeliveryStore.Due {
                let taken = try await DeliveryStore.lease(limit: 1, busy: [], at: now, for: 60, in: gateway.database)
                return try #require(taken.first)
            }
            func record(_ due: DeliveryStore.Due, _ status: Int) async throws -> Bool {
                try await gateway.database.withTransaction { transaction in
                    let attempt = WebhookAttempt(status: status, error: nil, retryAfter: nil, milliseconds: 1)
                    return try await DeliveryStore.record(due, attempt: attempt, next: nil, at: Date(), in: transaction)
                }
            }
            // Nobody else must take it: the worker sees no call that is due so far ahead.
            let start = Date() + 86_400
            try await gateway.database.execute("UPDATE deliveries SET status = 'pending', due_at = \(start)")
            let late = try await take(at: start)
            let now = try await take(at: start + 61)
            #expect(try await record(late, 500) == false)
            #expect(try await record(now, 204))
            #expect(try await record(late, 500) == false)
            #expect(try await gateway.deliveries("delivered") == [now.id])
        }
    }

    @Test func callsAreListedTheLatestFirstPageByPage() async throws {
        try await withGateway { gateway in
            let partner = try await gateway.makePartner()
            try await gateway.owe(Array(repeating: partner.id, count: 7), status: "failed")
            let ids = try await gateway.database.query("SELECT id FROM deliveries ORDER BY created_at DESC, id DESC")
                .map { try $0.get("id", as: UUID.self) }
            var (seen, cursor, pages) = ([UUID](), "", 0)
            repeat {
                let path = "/v1/partners/\(partner.id.text)/deliveries?limit=3\(cursor)"
                let page: DeliveriesPage = try await gateway.get(path, token: try await gateway.operatorToken()).decoded()
                seen += page.items.map(\.id)
                cursor = page.nextCursor.map { "&cursor=\($0.text)" } ?? ""
                pages += 1
                // What comes meanwhile is newer, and moves nothing that was not read yet.
                try await gateway.owe([partner.id], status: "failed", after: 100)
            } while !cursor.isEmpty && pages < 10
            #expect(seen == ids)
            #expect(pages == 3)
        }
    }

    @Test func anEndpointThatWasSetMeanwhileStaysEnabled() async throws {
        try await withGateway { gateway in
            let partner = try await gateway.makePartner()
            #expect(try await gateway.setWebhook(partner, "http://127.0.0.1:1/new").status == 200)
            let old = try #require(URL(string: "http://127.0.0.1:1/old"))
            let isDisabled = try await gateway.database.withTransaction { transaction in
                try await WebhookStore.disable(old, partner: partner.id, environment: .live, why: "late", at: Date(), in: transaction)
            }
            #expect(!isDisabled)
        }
    }

    @Test func whoSetsAWebhookForTheFirstTimeAtOnceGetsOneSecret() async throws {
        try await withGateway { gateway in
            let partner = try await gateway.makePartner()
            let token = try await gateway.operatorToken()
            let secrets = try await withThrowingTaskGroup(of: String?.self) { group in
                for _ in 0..<6 {
                    group.addTask {
                        let path = "/v1/partners/\(partner.id.text)/webhook"
                        return try await gateway.send(.put, path, body: ["url": "http://127.0.0.1:1/hook"], token: token).json["secret"]?.stringValue
                    }
                }
                return try await group.reduce(into: Set<String?>()) { $0.insert($1) }
            }
            #expect(secrets.count == 1)
            #expect(secrets.first != .some(nil))
        }
    }
}

extension TestService where S == PartnerGatewayService {
    /// Owes partners calls without an event; each is a second younger than the one before.
    fileprivate func owe(_ partners: [UUID], status: String = "pending", after seconds: Int = 0) async throws {
        try await database.execute("""
            INSERT INTO deliveries (id, partner_id, type, body, status, due_at, created_at)
            SELECT gen_random_uuid(), p, 'booking.updated', '{}', \(status), now(), now() + make_interval(secs => n + \(seconds))
            FROM unnest(\(partners)::uuid[]) WITH ORDINALITY AS owed (p, n)
            """)
    }

    /// Lets noting what came of calls to this partner fail.
    fileprivate func refuseAttempts(of partner: UUID) async throws {
        try await database.execute("CREATE SEQUENCE refusals")
        try await database.execute("""
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                PERFORM nextval('refusals');
                RAISE EXCEPTION 'refused';
            END $$
            """)
        try await database.execute("""
            CREATE TRIGGER refuse BEFORE UPDATE OF settled_at ON deliveries FOR EACH ROW
            WHEN (NEW.partner_id = '\(unescaped: partner.text)') EXECUTE FUNCTION refuse()
            """)
    }

    fileprivate func refusals() async throws -> Int {
        try await database.query("SELECT CASE WHEN is_called THEN last_value ELSE 0 END AS n FROM refusals").first?.get("n") ?? 0
    }
}
