import Contracts
import Foundation
import PostgreSQL

/// The figures, each one query over the facts.
enum MetricStore {
    /// The value of a group of appointments `a`; nil for utilisation, which needs working time as well.
    private static func expression(_ metric: Metric) -> String? {
        switch metric {
        case .bookings: "count(*)::float8"
        case .leadTime: "coalesce(avg(extract(epoch FROM a.starts_at - a.booked_at) / 86400), 0)::float8"
        case .cancellations: "count(*) FILTER (WHERE a.status = 'cancelled')::float8"
        case .noShowRate:
            """
            coalesce(count(*) FILTER (WHERE a.status = 'no_show')::float8
                / nullif(count(*) FILTER (WHERE a.status IN ('no_show', 'completed')), 0), 0)
            """
        case .utilisation: nil
        }
    }

    /// Key, label and join of a grouping.
    private static func grouping(_ grouping: Grouping) -> (key: String, label: String, join: String) {
        switch grouping {
        case .day: ("a.local_day::text", "NULL::text", "")
        case .workshop: ("a.workshop_id::text", "max(w.name)", "LEFT JOIN workshops w ON w.id = a.workshop_id")
        case .technician: ("a.technician_id::text", "max(t.name)", "LEFT JOIN technicians t ON t.id = a.technician_id")
        case .service:
            (
                "g.code", "max(s.name)",
                "JOIN appointment_services g ON g.appointment_id = a.id LEFT JOIN services s ON s.code = g.code"
            )
        case .reason: ("coalesce(a.cancel_reason, 'none')", "NULL::text", "")
        }
    }

    static func rows(_ metric: Metric, by group: Grouping, _ filter: MetricFilter, in database: PostgresClient) async throws -> [MetricTable.Row] {
        guard let expression = expression(metric) else { return try await utilisation(by: group, filter, in: database) }
        let parts = grouping(group)
        // A reason is only of what was called off.
        let only = group == .reason ? "a.status = 'cancelled'" : "true"
        return try await database.query("""
            SELECT \(unescaped: parts.key) AS key, \(unescaped: parts.label) AS label, \(unescaped: expression) AS value
            FROM appointments a \(unescaped: parts.join)
            WHERE a.local_day BETWEEN \(filter.from.description)::date AND \(filter.to.description)::date
              AND (\(filter.workshopID)::uuid IS NULL OR a.workshop_id = \(filter.workshopID))
              AND (\(filter.serviceCode)::text IS NULL OR EXISTS
                    (SELECT FROM appointment_services f WHERE f.appointment_id = a.id AND f.code = \(filter.serviceCode)))
              AND \(unescaped: only)
            GROUP BY 1 ORDER BY 1 LIMIT 2000
            """).map(row)
    }

    /// Booked minutes over shift minutes, for groupings that working time can be cut by.
    private static func utilisation(by group: Grouping?, _ filter: MetricFilter, in database: PostgresClient) async throws -> [MetricTable.Row] {
        let (key, label) = switch group {
        case .day: ("c.day::text", "NULL::text")
        case .workshop: ("c.workshop_id::text", "max(c.workshop_name)")
        case nil: ("'all'", "NULL::text")
        default: ("c.technician_id::text", "max(c.name)")
        }
        return try await database.query("""
            WITH capacity AS (
                SELECT t.id AS technician_id, t.name, t.workshop_id, w.name AS workshop_name, d::date AS day, h.minutes
                FROM technicians t JOIN technician_shifts h ON h.technician_id = t.id LEFT JOIN workshops w ON w.id = t.workshop_id
                JOIN generate_series(\(filter.from.description)::date, \(filter.to.description)::date, interval '1 day') d
                    ON extract(isodow FROM d) = h.weekday
                WHERE t.active AND (\(filter.workshopID)::uuid IS NULL OR t.workshop_id = \(filter.workshopID))
            ), booked AS (
                SELECT technician_id, local_day AS day, sum(extract(epoch FROM ends_at - starts_at) / 60) AS minutes
                FROM appointments a
                WHERE local_day BETWEEN \(filter.from.description)::date AND \(filter.to.description)::date
                  AND status NOT IN ('cancelled', 'no_show')
                  AND (\(filter.serviceCode)::text IS NULL OR EXISTS
                        (SELECT FROM appointment_services f WHERE f.appointment_id = a.id AND f.code = \(filter.serviceCode)))
                GROUP BY 1, 2
            )
            SELECT \(unescaped: key) AS key, \(unescaped: label) AS label,
                   coalesce(sum(b.minutes), 0)::float8 / greatest(sum(c.minutes), 1) AS value
            FROM capacity c LEFT JOIN booked b USING (technician_id, day)
            GROUP BY 1 ORDER BY 1 LIMIT 2000
            """).map(row)
    }

    private static func row(_ row: PostgresRow) throws -> MetricTable.Row {
        MetricTable.Row(key: try row.get("key"), label: try row.getIfPresent("label"), value: try row.get("value"))
    }

    /// The totals of a period in one pass; utilisation apart.
    static func totals(_ filter: MetricFilter, in database: PostgresClient) async throws -> OverviewTotals {
        let row = try await database.query("""
            SELECT count(*) AS bookings, count(*) FILTER (WHERE status = 'cancelled') AS cancellations,
                   count(*) FILTER (WHERE status = 'no_show') AS no_shows,
                   count(*) FILTER (WHERE status IN ('no_show', 'completed')) AS ended,
                   coalesce(avg(extract(epoch FROM starts_at - booked_at) / 86400), 0)::float8 AS lead
            FROM appointments
            WHERE local_day BETWEEN \(filter.from.description)::date AND \(filter.to.description)::date
              AND (\(filter.workshopID)::uuid IS NULL OR workshop_id = \(filter.workshopID))
            """).first
        guard let row else { return OverviewTotals() }
        return OverviewTotals(
            bookings: try row.get("bookings"), cancellations: try row.get("cancellations"), noShows: try row.get("no_shows"),
            ended: try row.get("ended"), leadTimeDays: try row.get("lead")
        )
    }

    /// Booked over working time of the whole period.
    static func utilisation(_ filter: MetricFilter, in database: PostgresClient) async throws -> Double {
        try await utilisation(by: nil, filter, in: database).first?.value ?? 0
    }
}
