import Contracts
import Foundation
import PostgreSQL

/// Says what the rules in force allow.
struct Policies: Sendable {
    /// What the settings give, where no rule says otherwise.
    let defaults: Policy
    let store = PolicyStore()
    private let known = KnownRules()

    func book(for appointments: [AppointmentState], in database: some Querying) async throws -> PolicyBook {
        try await store.book(
            of: Array(Set(appointments.map(\.workshop.id))), customers: Array(Set(appointments.map(\.customer.id))), defaults: defaults,
            in: database
        )
    }

    /// What holds for a subject that is no appointment yet.
    /// - Parameter customer: whose tier counts; nil where nobody is known.
    func policy(for subject: PolicySubject, customer: UUID?, in database: some Querying) async throws -> Policy {
        let book = try await store.book(
            of: [subject.workshop], customers: customer.map { [$0] } ?? [], defaults: defaults, in: database
        )
        var subject = subject
        if let customer { subject.tier = book.tiers[customer] ?? subject.tier }
        return book.policy(for: subject)
    }

    /// Plans within what the settings, and over them the rules, allow whoever asks. `body` is run with rules that were read before, and once
    /// more where the plan it makes says that others are in force.
    func planning<Value>(
        for asker: Asker, over limits: BookingLimits, in database: some Querying,
        _ body: (BookingLimits) async throws -> (plan: Plan, value: Value)
    ) async throws -> Value {
        guard var subject = asker.subject else { return try await body(limits).value }
        if let tier = try await store.tier(of: asker.customer, email: asker.email, in: database) { subject.tier = tier }
        let workshop = subject.workshop
        if let book = known[workshop] {
            let (plan, value) = try await body(limits.following(book.policy(for: subject)))
            if plan.rules == book.versions(at: workshop) { return value }
        }
        let book = try await store.book(of: [workshop], customers: [], defaults: defaults, in: database)
        let (plan, value) = try await body(limits.following(book.policy(for: subject)))
        // Only what a plan agreed with is a workshop's; unknown ones have thrown.
        if plan.rules == book.versions(at: workshop) { known[workshop] = book }
        return value
    }

    /// Whether somebody may change an appointment now.
    ///
    /// Customers are bound by the policy. Staff are not, but what it would refuse a customer or take a fee for, they do for a reason.
    /// - Parameter start: where it is to go, for a move.
    /// - Returns: the fee to charge, which the customer has agreed to; nil for none.
    /// - Throws: the refusal, `fee-applies` where the fee was not agreed to, `ValidationError` for the reason.
    func admit(
        _ change: AppointmentChange, of appointment: AppointmentState, by actor: Actor, _ grounds: ChangeGrounds, to start: Date? = nil,
        at now: Date, in database: some Querying
    ) async throws -> Money? {
        let book = try await book(for: [appointment], in: database)
        try book.policy(for: appointment, role: actor.kind).check(grounds, for: change)
        let policy = book.policy(for: appointment, role: .customer)
        let verdict = policy.verdict(on: change, of: appointment, at: now)
        guard actor.kind == .customer else {
            guard verdict == .free || grounds.reason != nil else {
                throw ValidationError([FieldViolation("reason", "must be given for what the policy refuses a customer")])
            }
            return nil
        }
        if let start {
            try policy.checkNotice(start, at: now)
            try policy.checkHorizon(start, at: now)
        }
        switch verdict {
        case .free: return nil
        case .refused(let error): throw error
        case .costs(let fee):
            guard grounds.acceptFee == fee.amount else { throw BookingError.feeApplies(fee) }
            return fee
        }
    }

    /// - Throws: `too-many-open`, `start-too-soon`, `start-too-far`.
    func admit(
        _ order: BookingOrder, by actor: Actor, channel: BookingChannel, customer: UUID, at now: Date, in transaction: PostgresTransaction
    ) async throws {
        let subject = PolicySubject(workshop: order.workshopId, services: Set(order.serviceIds), role: actor.kind, channel: channel)
        let policy = try await policy(for: subject, customer: customer, in: transaction)
        guard actor.kind != .advisor else { return }
        try policy.checkNotice(order.start, at: now)
        try policy.checkHorizon(order.start, at: now)
        guard let limit = policy.maximumOpen else { return }
        guard try await store.countOpen(of: customer, at: now, in: transaction) < limit else { throw BookingError.tooManyOpen(limit: limit) }
    }
}
