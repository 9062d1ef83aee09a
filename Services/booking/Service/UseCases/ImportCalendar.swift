import Calendar
import Contracts
import Foundation
import PostgreSQL

/// Takes in another program's calendar: what was and what is to come, each row once, each with its own result.
struct ImportCalendar: Sendable {
    let database: PostgresClient
    let plans: PlanStore
    let history: ImportHistory
    let clock: any WallClock

    /// - Throws: `ValidationError` for a file that cannot be read at all; `unknown-workshop`; `too-many-rows`.
    func callAsFunction(_ file: CalendarFile, by actor: Actor) async throws -> [ImportResult] {
        var validation = Validation()
        file.validate(&validation)
        try validation.finish()
        let model = try await plans.model(of: file.workshopId, in: database)
        let reading = CalendarRowReading(model: model, defaults: file.services ?? [], now: clock.now())
        var (lines, results): ([ImportHistory.Line], [ImportResult]) = ([], [])
        for (line, values) in try values(of: file) {
            do {
                lines.append(ImportHistory.Line(number: line, row: try reading.row(values.values, zone: try values.zone())))
            } catch {
                results.append(ImportResult(row: line, status: .failed, id: nil, error: error.detail))
            }
        }
        results += try await history(lines, by: actor)
        return results.sorted { $0.row < $1.row }
    }

    private func values(of file: CalendarFile) throws -> [(Int, Values)] {
        let found: [(Int, Values)]
        switch file.format {
        case .csv: found = try Self.table(file.text)
        case .ics:
            guard let calendar = CalendarReader(file.text) else {
                throw ValidationError([FieldViolation("text", "must be a calendar from BEGIN:VCALENDAR to its end")])
            }
            found = calendar.entries.map { ($0.line, Values(entry: $0)) }
        }
        guard found.count <= ImportHistory.maximumRows else { throw BookingError.importTooLarge(limit: ImportHistory.maximumRows) }
        return found
    }

    private static func table(_ text: String) throws -> [(Int, Values)] {
        guard let table = CSVTable(text) else {
            throw ValidationError([FieldViolation("text", "must have a row of names, and an end for each quote")])
        }
        let known = Set(CalendarColumn.allCases.map(\.rawValue))
        let strangers = table.columns.filter { !known.contains($0) }.map { FieldViolation("text", "has the unknown column \($0.prefix(40))") }
        guard strangers.isEmpty, Set(table.columns).count == table.columns.count else {
            throw ValidationError(strangers.isEmpty ? [FieldViolation("text", "has a column twice")] : Array(strangers.prefix(20)))
        }
        return table.rows.map { row in
            let pairs = table.values(of: row).compactMap { name, value in CalendarColumn(rawValue: name).map { ($0, value) } }
            let rule = row.fields.count == table.columns.count ? nil : "has \(row.fields.count) fields where the first row has \(table.columns.count)"
            return (row.line, Values(values: Dictionary(uniqueKeysWithValues: pairs), fault: rule.map { FieldViolation("row", $0) }))
        }
    }

    /// The values of a row or an event, and the zone of its times.
    fileprivate struct Values {
        var values: [CalendarColumn: String]
        /// Nil for the workshop's.
        var zoneName: String?
        var fault: FieldViolation?

        init(values: [CalendarColumn: String], fault: FieldViolation?) {
            (self.values, self.fault) = (values, fault)
        }

        func zone() throws(ValidationError) -> TimeZone? {
            if let fault { throw ValidationError([fault]) }
            guard let zoneName else { return nil }
            guard let zone = TimeZone(identifier: zoneName) else {
                throw ValidationError([FieldViolation("start", "must have an IANA zone, not \(zoneName.prefix(60))")])
            }
            return zone
        }
    }
}

extension ImportCalendar.Values {
    /// An event: who comes is its first attendee; what no property has stands in the description, a line each, as `plate: B-PC 1`.
    fileprivate init(entry: CalendarReader.Entry) {
        self.init(values: [:], fault: nil)
        for line in (entry["DESCRIPTION"]?.text ?? "").split(separator: "\n") {
            let sides = line.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            let named = CalendarColumn.allCases.first { $0.rawValue.lowercased() == sides.first?.lowercased() }
            if sides.count == 2, let named, !sides[1].isEmpty { values[named] = sides[1] }
        }
        let identity = [entry["UID"]?.text, entry["RECURRENCE-ID"]?.value].compactMap(\.self)
        values[.externalId] = entry["UID"] == nil ? nil : identity.joined(separator: " ")
        values[.start] = entry["DTSTART"]?.value
        zoneName = entry["DTSTART"]?.parameters["TZID"]
        if let attendee = entry["ATTENDEE"] {
            values[.email] = attendee.value.lowercased().hasPrefix("mailto:") ? String(attendee.value.dropFirst(7)) : nil
            values[.name] = attendee.parameters["CN"] ?? values[.name]
        }
        if let categories = entry["CATEGORIES"] { values[.services] = categories.text }
        if entry["STATUS"]?.value.uppercased() == "CANCELLED" { values[.status] = HistoryRow.Outcome.cancelled.rawValue }
        values[.note] = values[.note] ?? entry["SUMMARY"]?.text
        if entry["RRULE"] != nil { fault = FieldViolation("RRULE", "repeats; export each appointment by itself") }
        if entry["DTSTART"]?.parameters["VALUE"] == "DATE" { fault = FieldViolation("start", "must have a time of day") }
    }
}
