import Contracts
import Foundation
import PostgreSQL

/// Takes in customers of another system, each once however often it is sent.
struct ImportCustomers: Sendable {
    let database: PostgresClient
    let save: SaveCustomers
    let clock: any WallClock

    static let maximumRows = 1000
    /// Rows a transaction: nobody else waits for long.
    private static let chunk = 250

    struct Line: Sendable {
        let number: Int
        let row: ImportRow
    }

    /// - Returns: a result a line, in any order.
    func run(_ lines: [Line]) async throws -> [ImportResult] {
        var results: [ImportResult] = []
        var valid: [Line] = []
        for line in lines {
            do {
                try line.row.validate()
                valid.append(line)
            } catch { results.append(failure(of: line, error)) }
        }
        for start in stride(from: 0, to: valid.count, by: Self.chunk) {
            let part = Array(valid[start..<min(start + Self.chunk, valid.count)])
            results += try await database.withTransaction { transaction in try await take(part, in: transaction) }
        }
        return results
    }

    private func take(_ lines: [Line], in transaction: PostgresTransaction) async throws -> [ImportResult] {
        let now = clock.now()
        let facts = lines.map { $0.row.facts(at: now) }
        let vehicles = lines.flatMap { ($0.row.vehicles ?? []).compactMap(\.id) }
        var ledger = try await CustomerStore.ledger(
            ids: facts.flatMap { $0.ids + [$0.newID] }, emails: facts.map(\.email), vehicles: vehicles, in: transaction
        )
        let results = zip(lines, facts).map { line, facts in note(line, facts, at: now, in: &ledger) }
        try await save.run(ledger, in: transaction)
        return results
    }

    private func note(_ line: Line, _ facts: CustomerFacts, at now: Date, in ledger: inout CustomerLedger) -> ImportResult {
        do {
            let noted = try ledger.note(facts)
            var status: ImportResult.Status = switch noted.outcome {
            case .created: .created
            case .updated: .updated
            case .unchanged: .unchanged
            }
            for vehicle in line.row.vehicleFacts(at: now) where ledger.note(vehicle, owner: noted.id) {
                if status == .unchanged { status = .updated }
            }
            return ImportResult(row: line.number, status: status, id: noted.id, error: nil)
        } catch {
            return failure(of: line, error)
        }
    }

    private func failure(of line: Line, _ error: any DomainError) -> ImportResult {
        ImportResult(row: line.number, status: .failed, id: nil, error: error.detail)
    }
}
