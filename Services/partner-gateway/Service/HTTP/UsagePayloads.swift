import Contracts
import Foundation

struct UsageQuery: Codable, Sendable {
    /// The first day in UTC, as `2026-11-01`.
    let from: String
    /// The last day, at most 366 days later.
    let to: String

    /// Both as they are written in the database.
    var days: (from: String, to: String) {
        get throws {
            let (first, last) = (try day(from, "from"), try day(to, "to"))
            guard (0...366).contains(last.timeIntervalSince(first) / 86_400) else {
                throw ValidationError([FieldViolation("to", "must be from 0 to 366 days after from")])
            }
            return (RecordUsage.day(of: first), RecordUsage.day(of: last))
        }
    }

    private func day(_ text: String, _ field: String) throws -> Date {
        guard text.utf8.count == 10, let date = Timestamp.parse(text + "T00:00:00Z") else {
            throw ValidationError([FieldViolation(field, "must be a day as 2026-11-01")])
        }
        return date
    }
}

struct UsageAnswer: Codable, Sendable {
    let items: [Item]
    let days: [Day]

    /// Requests of one client, operation and class of status on one day.
    struct Item: Codable, Sendable {
        let day: String
        let clientId: String
        let environment: String
        let operation: String
        /// `2xx`, and so on.
        let status: String
        let requests: Int64
    }

    /// How a day went as a whole: what an agreement on service levels is measured by.
    struct Day: Codable, Sendable {
        let day: String
        let requests: Int64
        /// Answered 5xx.
        let failed: Int64
        /// Milliseconds that half, 95 and 99 of a hundred requests did not take longer than; up to half more than exact.
        let p50: Double?
        let p95: Double?
        let p99: Double?
    }

    init(_ lines: [UsageLine]) {
        items = lines.map { line in
            Item(
                day: line.day, clientId: line.clientId, environment: line.environment, operation: line.operation,
                status: line.statusClass, requests: line.requests
            )
        }
        days = Dictionary(grouping: lines, by: \.day).sorted { $0.key < $1.key }.map { day, lines in
            let buckets = lines.reduce(into: Array(repeating: Int64(0), count: LatencyHistogram.count)) { sum, line in
                for (index, count) in line.buckets.prefix(LatencyHistogram.count).enumerated() { sum[index] += count }
            }
            return Day(
                day: day, requests: lines.reduce(0) { $0 + $1.requests },
                failed: lines.reduce(0) { $0 + ($1.statusClass == "5xx" ? $1.requests : 0) },
                p50: LatencyHistogram.percentile(0.5, of: buckets), p95: LatencyHistogram.percentile(0.95, of: buckets),
                p99: LatencyHistogram.percentile(0.99, of: buckets)
            )
        }
    }
}
