import Concurrency
import Contracts
import Foundation
import Lifecycle
import Observability
import PostgreSQL
import ServiceKit

/// Tells the CRM what it has yet to be told. Rows are the queue: nothing is lost while the CRM is away, and many instances share the work.
struct SyncContacts: Service {
    let name = "CRM sync"
    let database: PostgresClient
    let client: HubSpotClient
    let backoff: Backoff
    let logger: Logger
    let metrics: SyncMetrics
    let clock: any WallClock
    let wakeup: Wakeup
    /// Longer than a call takes; made longer before each further call for the same rows.
    private var lease: TimeInterval { client.deadline * 3 / .seconds(1) }
    /// The most that HubSpot takes in one call.
    private static let batch = 100

    func run() async throws {
        await DueWork(wakeup: wakeup, logger: logger, failure: "Telling the CRM failed").run { try await syncDue() }
    }

    /// - Returns: how many customers were taken in hand.
    func syncDue() async throws -> Int {
        let leases = try await SyncStore.lease(limit: Self.batch, at: clock.now(), for: lease, in: database)
        guard !leases.isEmpty else { return 0 }
        var open = [try await SyncStore.contacts(leases, in: database)]
        var isFirst = true
        while let batch = open.popLast() {
            if !isFirst {
                let inHand = (open + [batch]).flatMap(\.self).map(\.id)
                try await SyncStore.renew(inHand, until: clock.now() + lease, in: database)
            }
            isFirst = false
            guard try await send(batch, next: &open) else {
                // The CRM as a whole is the matter: the rest keeps its place.
                try await SyncStore.release(open.flatMap(\.self).map(\.id), in: database)
                break
            }
        }
        return leases.count
    }

    /// Sends one batch and does what follows from the answer; what is to be sent again at once is added to `next`.
    /// - Returns: whether sending more makes sense now.
    private func send(_ batch: [CRMContact], next: inout [[CRMContact]]) async throws -> Bool {
        switch try await client.upsert(batch) {
        case .taken:
            try await told(batch)
        case .partly(let taken, let refused, let again):
            try await told(batch.filter { taken.contains($0.id) })
            try await park(batch.compactMap { contact in refused[contact.id].map { (contact, $0) } })
            if !again.isEmpty { next.append(batch.filter { again.contains($0.id) }) }
        case .refused(let error):
            if batch.count == 1 { try await park(batch.map { ($0, error) }) } else {
                let half = batch.count / 2
                next += [Array(batch[half...]), Array(batch[..<half])]
            }
        case .later(let error, let after):
            try await postpone(batch, error: error, after: after)
            return false
        case .pause(let duration, let why):
            logger.warning("The CRM takes nothing for a while", ["why": .string(why), "seconds": .double(duration / .seconds(1))])
            try await SyncStore.pause(until: clock.now() + duration / .seconds(1), why: why, in: database)
            try await SyncStore.release(batch.map(\.id), in: database)
            return false
        }
        return true
    }

    private func told(_ contacts: [CRMContact]) async throws {
        guard !contacts.isEmpty else { return }
        let now = clock.now()
        try await database.withTransaction { try await SyncStore.markTold(contacts, at: now, in: $0) }
        metrics.told.add(contacts.count)
    }

    private func park(_ contacts: [(contact: CRMContact, error: String)]) async throws {
        guard !contacts.isEmpty else { return }
        try await database.withTransaction { try await SyncStore.park(contacts, in: $0) }
        metrics.refused.add(contacts.count)
        for (contact, _) in contacts { logger.error("The CRM refuses a customer", ["customer": .string(contact.id.text)]) }
    }

    /// Never given up: later and later, and never before the CRM asked for.
    private func postpone(_ batch: [CRMContact], error: String, after: Duration?) async throws {
        let attempt = (batch.map(\.attempts).max() ?? 0) + 1
        let delay = max(backoff.delay(attempt: attempt), after ?? .zero)
        metrics.postponed.add(1)
        logger.warning("The CRM could not be told", ["why": .string(error), "attempt": .int(attempt)])
        try await SyncStore.postpone(batch.map(\.id), until: clock.now() + delay / .seconds(1), error: error, in: database)
        if let after { try await SyncStore.pause(until: clock.now() + after / .seconds(1), why: error, in: database) }
    }
}

/// What the sync counts.
struct SyncMetrics: Sendable {
    let told: Counter
    let refused: Counter
    let postponed: Counter

    init(_ metrics: Metrics) {
        told = metrics.counter("pitcrew_crm_told_total", "Customers that the CRM was told of")
        refused = metrics.counter("pitcrew_crm_refused_total", "Customers that the CRM refused")
        postponed = metrics.counter("pitcrew_crm_postponed_total", "Calls to the CRM that failed and are made again")
    }
}
