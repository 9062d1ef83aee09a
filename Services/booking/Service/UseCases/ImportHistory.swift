import Contracts
import Foundation
import Outbox
import PostgreSQL
import Scheduling

/// Takes in appointments of the past with their outcome, a few hundred in one transaction, each with one event of its final
/// state.
struct ImportHistory: Sendable {
    static let maximumRows = 1_000
    static let chunk = 250

    /// A row that could be read, with its line.
    struct Line: Sendable {
        let number: Int
        let row: HistoryRow
    }

    let database: PostgresClient
    let plans: PlanStore
    let history: HistoryStore
    let contacts: ContactStore
    let appointments: AppointmentStore
    let audit: AuditStore
    let outbox: Outbox
    let clock: any WallClock

    /// - Returns: one result a line, in the order of lines.
    func callAsFunction(_ lines: [Line], by actor: Actor) async throws -> [ImportResult] {
        guard lines.count <= Self.maximumRows else { throw BookingError.importTooLarge(limit: Self.maximumRows) }
        var results: [ImportResult] = []
        for begin in stride(from: 0, to: lines.count, by: Self.chunk) {
            results += try await importAll(Array(lines[begin..<min(begin + Self.chunk, lines.count)]), by: actor)
        }
        return results.sorted { $0.row < $1.row }
    }

    /// All lines in one transaction; where the database refuses, halves, until the refused line stands alone.
    private func importAll(_ lines: [Line], by actor: Actor) async throws -> [ImportResult] {
        do {
            return try await database.withTransaction(attempts: 3) { try await write(lines, by: actor, in: $0) }
        } catch let error as PostgresError where error.isExclusionViolation || error.isUniqueViolation {
            guard lines.count > 1 else { return lines.map { $0.failed("overlaps another appointment") } }
            let middle = lines.count / 2
            return try await importAll(Array(lines[..<middle]), by: actor) + importAll(Array(lines[middle...]), by: actor)
        }
    }

    private func write(_ lines: [Line], by actor: Actor, in transaction: PostgresTransaction) async throws -> [ImportResult] {
        let known = try await appointments.imported(lines.map(\.row.externalId), in: transaction)
        let customers = try await contacts.customers(emails: lines.map(\.row.customer.email), in: transaction)
        var results: [ImportResult] = []
        var fresh: [Line] = []
        var seen: Set<String> = []
        for line in lines {
            if let id = known[line.row.externalId] {
                results.append(ImportResult(row: line.number, status: .unchanged, id: id, error: nil))
            } else if seen.insert(line.row.externalId).inserted {
                fresh.append(line)
            } else {
                results.append(line.failed("has the externalId of another row of this import"))
            }
        }
        var rows: [NewAppointment] = []
        for (workshop, lines) in Dictionary(grouping: fresh, by: \.row.workshopId).sorted(by: { $0.key.uuidString < $1.key.uuidString }) {
            do {
                let model = try await plans.model(of: workshop, in: transaction)
                let drafted = try await draft(lines, model, customers, &results, in: transaction)
                rows += drafted
            } catch let error as BookingError {
                results += lines.map { $0.failed(error.detail) }
            }
        }
        try await insert(rows, by: actor, in: transaction)
        return results
    }

    private func draft(
        _ lines: [Line], _ model: WorkshopModel, _ customers: [String: UUID], _ results: inout [ImportResult],
        in transaction: PostgresTransaction
    ) async throws -> [NewAppointment] {
        // The longest job that can be sold reaches into the day after the next.
        let dates = Set(lines.flatMap { line in
            let first = model.workshop.calendar.date(of: line.row.start.epochMinute)
            return (0...2).map { first.adding(days: $0) }
        })
        try await history.lock(dates, of: model.id, at: clock.now(), in: transaction)
        let drafting = HistoryDrafting(model: model, customers: customers, importedAt: clock.now())
        var placement = HistoryPlacement(model, reservations: try await history.reservations(dates, of: model.id, in: transaction))
        var rows: [NewAppointment] = []
        for line in lines {
            do {
                let row = try drafting.draft(line.row, &placement)
                rows.append(row)
                results.append(ImportResult(row: line.number, status: .created, id: row.state.id, error: nil))
            } catch let error as any DomainError {
                results.append(line.failed(error.detail))
            }
        }
        return rows
    }

    private func insert(_ rows: [NewAppointment], by actor: Actor, in transaction: PostgresTransaction) async throws {
        guard !rows.isEmpty else { return }
        try await transaction.pipeline([
            appointments.insert(rows), appointments.insert(rows.flatMap(\.allocations)), contacts.remember(rows.map(\.state.customer)),
            audit.append(rows.map { AuditEntry("import", by: actor, to: $0.state) }),
        ])
        let drafts = try rows.map { row in
            try outbox.draft(row.event, subject: row.state.id, version: row.state.version, payload: row.state)
        }
        try await outbox.addAll(drafts, in: transaction)
    }
}

extension ImportHistory.Line {
    func failed(_ reason: String) -> ImportResult { ImportResult(row: number, status: .failed, id: nil, error: reason) }
}
