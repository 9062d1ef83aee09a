import Contracts
import Cryptography
import Foundation
import ServiceKit
import TestSupport
import Testing

@testable import Notifications

/// Whatever is sent is decided of as what it is for, and what is refused reaches nobody.
@Suite(.timeLimit(.minutes(3))) struct DecidedKindsTests {
    private static let number = "+4917612345678"

    private struct Causes {
        let offer: WaitingListOffer
        let request: ExceptionState
        let change: AccountSecurityChange
        let mailed = UUID()
        let texted = UUID()

        init(at now: Date) {
            var (offer, request, change) = (WaitingListOffer.example, ExceptionState.example, AccountSecurityChange.example)
            offer.expiresAt = now + 3_600
            request.status = .declined
            request.decision?.at = now
            (offer.email, request.customer.email, change.email) = ("ada@customer.example", "ada@customer.example", "ada@customer.example")
            (self.offer, self.request, self.change) = (offer, request, change)
        }

        var messages: [UUID: (MessageKind, ContactPurpose, MessageChannel)] {
            [
                offer.notice: (.waitingListOffer, .waitingList, .email), request.notice: (.requestDecided, .transactional, .email),
                change.id: (.securityNotice, .security, .email), mailed: (.signInCode, .security, .email), texted: (.signInCode, .security, .sms),
            ]
        }
    }

    private func publish(_ causes: Causes, to desk: ContactDesk) async throws {
        try await desk.service.publish(.waitingListOffered, subject: causes.offer.id, payload: causes.offer)
        try await desk.service.publish(.exceptionDecided, subject: causes.request.id, payload: causes.request)
        try await desk.service.publish(.accountSecurityChanged, subject: causes.change.id, payload: causes.change)
        let key = try AEAD.Key(secret: String(repeating: "c", count: 32), purpose: SignInCodeRequested.sealingPurpose)
        let codes: [(UUID, SignInCodeRequested.Channel, String)] = [
            (causes.mailed, .email, "ada@customer.example"), (causes.texted, .sms, Self.number),
        ]
        for (id, channel, address) in codes {
            let sealed = Base64URL.encode(try AEAD.seal(Array("012345".utf8), key: key, associatedData: Array(id.text.utf8)))
            let request = SignInCodeRequested(
                id: id, channel: channel, address: address, locale: "en", sealedCode: sealed, expiresAt: desk.clock.now() + 600
            )
            try await desk.service.publish(.signInCodeRequested, subject: id, payload: request)
        }
    }

    /// What became of each, by the tables they wait in.
    private func outcomes(_ causes: Causes, _ desk: ContactDesk) async throws -> [String] {
        try await eventually("all five are settled") {
            let rows = try await desk.service.database.query("""
                SELECT status || ': ' || coalesce(error, '') AS outcome FROM (
                    SELECT status, error, settled_at FROM sign_in_codes UNION ALL SELECT status, error, settled_at FROM waiting_list_notices
                    UNION ALL SELECT status, error, settled_at FROM request_notices UNION ALL SELECT status, error, settled_at FROM security_notices
                ) AS all_of_them WHERE settled_at IS NOT NULL ORDER BY 1
                """).map { try $0.get("outcome", as: String.self) }
            return rows.count == 5 ? rows : nil
        }
    }

    @Test(arguments: [true, false]) func eachKindIsDecidedOfAsWhatItIsFor(isSuppressed: Bool) async throws {
        try await SMSCatcher.with { catcher in
            try await ContactDesk.with(catcher.settings()) { desk in
                if isSuppressed {
                    try await desk.service.database.withTransaction { transaction in
                        let now = desk.clock.now()
                        try await SuppressionStore.add("ada@customer.example", .email, .complaint, source: "dsn", at: now, in: transaction)
                        try await SuppressionStore.add("+49 176 12345678", .sms, .stop, source: "sms", at: now, in: transaction)
                    }
                }
                let causes = Causes(at: desk.clock.now())
                try await publish(causes, to: desk)
                let refused = Array(repeating: "failed: not allowed: complaint", count: 4) + ["failed: not allowed: stop"]
                #expect(try await outcomes(causes, desk) == (isSuppressed ? refused : Array(repeating: "sent: ", count: 5)))
                for (id, (kind, purpose, channel)) in causes.messages {
                    let decision = try #require(try await DecisionStore.find(id, in: desk.service.database), "\(kind)")
                    #expect(decision.kind == kind && decision.purpose == purpose && decision.channel == channel.rawValue)
                    #expect(decision.verdict == (isSuppressed ? .refused : .allowed))
                    #expect(decision.rule == (isSuppressed ? (channel == .sms ? .stop : .complaint) : nil))
                    #expect(decision.ground == (isSuppressed ? nil : purpose == .waitingList ? "contract" : "transactional"))
                }
                #expect(try desk.mailbox.mails().count == (isSuppressed ? 0 : 4))
                #expect(try catcher.messages().count == (isSuppressed ? 0 : 1))
            }
        }
    }

    @Test func whatTheMailServerRefusesDoesNotCountForTheCaps() async throws {
        try await ContactDesk.with { desk in
            let state = try await desk.book()
            _ = try await desk.message(.confirmation, of: state.id) { $0.status == .sent }
            try desk.mailbox.answer("550 5.7.1 no")
            desk.clock.set(state.start - 86_400)
            let reminder = try await desk.message(.reminder, of: state.id) { $0.status == .failed }
            #expect(reminder.decision?.verdict == .allowed)
            let since = state.start - 30 * 86_400
            #expect(try await DecisionStore.contacts(desk.ada, since: since, but: UUID(), in: desk.service.database).isEmpty)
        }
    }

    @Test func aReminderOfWhatHasBegunIsNotSent() async throws {
        try await ContactDesk.with { desk in
            let state = try await desk.book()
            _ = try await desk.message(.confirmation, of: state.id) { $0.status == .sent }
            desk.clock.set(state.start)
            let reminder = try await desk.message(.reminder, of: state.id) { $0.settledAt != nil }
            #expect(reminder.status == .cancelled && reminder.error == "too late" && reminder.attempts == 0)
            #expect(try desk.mailbox.mails().count == 1)
        }
    }
}
