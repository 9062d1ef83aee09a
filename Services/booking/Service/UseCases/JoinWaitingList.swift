import Contracts
import Foundation
import Outbox
import PostgreSQL

/// Puts a customer on the waiting list. Whoever is signed in with the address waits at once; of anybody else the address is asked by a letter,
/// and until somebody confirms it nothing is offered. So nobody gets offers that they did not ask for, and nobody sees what another waits for.
struct JoinWaitingList: Sendable {
    /// Of one address at one workshop, and unconfirmed anywhere.
    static let mostWishes = 5
    /// How long a letter that asks an address can be answered.
    static let patience: TimeInterval = 86_400
    /// Letters to an address about one wish: whoever joins again because none came gets another.
    static let mostLetters = 3

    let plans: PlanStore
    let waiting: WaitingStore
    let contacts: ContactStore
    let links: WaitingLinks
    let outbox: Outbox
    let clock: any WallClock
    let ids: any IDGenerator

    /// - Parameter customer: who is signed in; nil for a guest.
    /// - Returns: the entry, which is the one that is there where the same was wished for before. With its key only for whoever is signed in with
    ///   the address: all others find it in their mail.
    /// - Throws: `ValidationError`, `BookingError.unknownService`, `.alreadyWaiting`.
    func callAsFunction(_ wish: WaitingWish, by customer: UUID?, in transaction: PostgresTransaction) async throws -> JoinedWaitingList {
        var wish = try wish.validated()
        // As it is found by: whoever counts, compares or erases looks for it so.
        wish.customer.email = wish.customer.email.trimmingCharacters(in: .whitespaces)
        let now = clock.now()
        let model = try await plans.model(of: wish.workshopId, in: transaction)
        _ = try wish.work(in: model)
        guard wish.to >= model.workshop.calendar.date(of: now.epochMinute) else {
            throw ValidationError([FieldViolation("to", "must not be past")])
        }
        let isTheirs = try await isTheirs(wish.customer.email, customer, in: transaction)
        try await waiting.hold(address: wish.customer.email, in: transaction)
        try await checkRoom(for: wish, in: transaction)
        let end = isTheirs ? nil : now.addingTimeInterval(Self.patience)
        let id = try await waiting.join(wish, id: ids.next(), confirming: end, at: now, in: transaction)
        if isTheirs { try await transaction.execute(waiting.confirm(id)) }
        let entry = try await waiting.entry(id, in: transaction)
        guard isTheirs else {
            try await ask(entry, model, in: transaction)
            return JoinedWaitingList(entry: entry.asAsked(wish, at: now), token: nil, url: nil)
        }
        return links.opened(entry)
    }

    /// Whether identity has verified that whoever is signed in reads the mail of an address.
    private func isTheirs(_ email: String, _ customer: UUID?, in transaction: PostgresTransaction) async throws -> Bool {
        guard let customer else { return false }
        let known = try await contacts.customer(email: email, in: transaction)
        return customer == known ?? NaturalIdentity.customer(email: email)
    }

    private func checkRoom(for wish: WaitingWish, in transaction: PostgresTransaction) async throws {
        guard try await waiting.entry(for: wish, in: transaction) == nil else { return }
        let counts = try await waiting.counts(of: wish.customer.email, at: wish.workshopId, in: transaction)
        guard counts.here < Self.mostWishes, counts.unconfirmed < Self.mostWishes else { throw BookingError.alreadyWaiting }
    }

    private func ask(_ entry: WaitingEntry, _ model: WorkshopModel, in transaction: PostgresTransaction) async throws {
        let (wish, expires) = (entry.wish, clock.now().addingTimeInterval(Self.patience))
        let most = Self.mostLetters
        guard let letter = try await waiting.countLetter(of: entry.id, atMost: most, until: expires, in: transaction) else { return }
        let payload = WaitingListConfirmation(
            id: entry.id, version: letter.number, workshop: model.reference, name: wish.customer.name, email: wish.customer.email,
            locale: wish.customer.locale ?? "en", plate: wish.vehicle.plate, services: try model.services(wish.serviceIds).map(\.definition.name),
            from: wish.from, to: wish.to, isConfirmed: letter.isConfirmed, expiresAt: expires,
            url: letter.isConfirmed ? links.url(for: entry.id) : links.confirmationURL(for: entry.id, until: expires)
        )
        try await outbox.add(
            .waitingListConfirmationRequested, subject: entry.id, version: letter.number, payload: payload,
            id: UUID.v5(namespace: entry.id, name: "confirmation \(letter.number)"), in: transaction
        )
    }
}

/// Somebody has read the letter: the address is theirs.
struct ConfirmWaiting: Sendable {
    let database: PostgresClient
    let waiting: WaitingStore
    let links: WaitingLinks
    let clock: any WallClock

    /// The same again gives the same answer.
    /// - Throws: `BookingError.linkInvalid`, also where the entry is gone; `.linkExpired`.
    func callAsFunction(_ token: String?) async throws -> JoinedWaitingList {
        let id = try links.confirmed(token, at: clock.now())
        let entry = try await database.withTransaction { transaction in
            try await transaction.execute(waiting.confirm(id))
            return try await waiting.entry(id, in: transaction)
        }
        return links.opened(entry)
    }
}
