import Contracts
import Foundation
import PostgreSQL

/// Decides of each message whether it may be sent, and notes that in the ledger before it is.
struct DecideContact: Sendable {
    let database: PostgresClient
    let policy: ContactPolicy
    let clock: any WallClock

    /// What is to be done with a message.
    enum Verdict: Sendable, Hashable {
        case send
        /// Later, when it is decided anew.
        case wait(ContactRule, until: Date)
        case giveUp(ContactRule)
    }

    /// - Returns: what to do with it. What would have to wait until there is no use in it any more is given up.
    func callAsFunction(_ wish: ContactWish) async throws -> Verdict {
        let now = clock.now()
        return try await database.withTransaction { transaction in
            if let person = wish.person, wish.kind.purpose.canBeRefused { try await DecisionStore.lock(person, in: transaction) }
            let decision = mayContact(try await facts(wish, at: now, in: transaction), wish.kind.purpose, wish.channel, now)
            let verdict = Self.verdict(decision, until: wish.until)
            try await DecisionStore.note(wish, verdict.stored, decision, at: now, in: transaction)
            return verdict
        }
    }

    private static func verdict(_ decision: ContactDecision, until end: Date?) -> Verdict {
        switch decision {
        case .yes: .send
        case .no(let rule, let again?) where end.map { again < $0 } ?? true: .wait(rule, until: again)
        case .no(let rule, _): .giveUp(rule)
        }
    }

    private func facts(_ wish: ContactWish, at now: Date, in transaction: PostgresTransaction) async throws -> ContactFacts {
        var facts = ContactFacts(zone: wish.zone ?? "UTC", quietHours: policy.quietHours, caps: policy.caps)
        facts.suppressions[wish.channel] = try await SuppressionStore.reason(wish.address, wish.channel, in: transaction)
        guard let person = wish.person, wish.kind.purpose != .security else { return facts }
        if let preferences = try await PreferenceStore.find(person, in: transaction) {
            facts.zone = preferences.zone ?? facts.zone
            facts.pausedUntil = preferences.pausedUntil
            if let hours = preferences.quietHours { for channel in MessageChannel.allCases { facts.quietHours[channel] = hours } }
        }
        guard wish.kind.purpose.canBeRefused else { return facts }
        for said in try await ConsentStore.latest(of: person, in: transaction) {
            guard let channel = MessageChannel(rawValue: said.channel) else { continue }
            facts.consents[.init(purpose: said.purpose, channel: channel)] = .init(id: said.id, isGiven: said.isGiven)
        }
        facts.contacts = try await DecisionStore.contacts(person, since: now - policy.window, but: wish.message, in: transaction)
        return facts
    }
}

extension DecideContact.Verdict {
    var stored: DecisionEntry.Verdict {
        switch self {
        case .send: .allowed
        case .wait: .deferred
        case .giveUp: .refused
        }
    }

    /// What comes of a message that is not sent now; nil where it is.
    var outcome: SendOutcome? {
        switch self {
        case .send: nil
        case .wait(let rule, let date): SendOutcome(status: .scheduled, next: date, error: "waits: \(rule.rawValue)", receipt: nil, isTry: false)
        case .giveUp(let rule): SendOutcome(status: .cancelled, next: nil, error: "not allowed: \(rule.rawValue)", receipt: nil, isTry: false)
        }
    }
}
