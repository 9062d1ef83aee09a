import Contracts
import Foundation

/// Makes a row of an import from the values a calendar gives, by name, and says of each that is wrong what its rule is.
struct CalendarRowReading {
    let model: WorkshopModel
    let defaults: [String]
    let now: Date

    /// - Throws: `ValidationError` by field.
    func row(_ values: [CalendarColumn: String], zone: TimeZone? = nil) throws(ValidationError) -> HistoryRow {
        var validation = Validation()
        let zone = zone ?? model.workshop.calendar.zone
        func instant(_ column: CalendarColumn) -> Date? {
            guard let text = values[column] else { return nil }
            let instant = LocalInstant.read(text, in: zone)
            validation.require(instant != nil, column.rawValue, "must be a time that the clocks show, as 2026-03-03T10:00")
            return instant
        }
        func number(_ column: CalendarColumn) -> Int? {
            guard let text = values[column] else { return nil }
            validation.require(Int(text) != nil, column.rawValue, "must be a whole number")
            return Int(text)
        }
        for column in [CalendarColumn.externalId, .start, .name, .email, .plate] {
            validation.require(values[column] != nil, column.rawValue, "must be there")
        }
        let (start, cancelledAt) = (instant(.start) ?? now, instant(.cancelledAt))
        let outcome = outcome(values[.status], of: start, &validation)
        let vehicleClass = values[.class].map { VehicleClass(rawValue: $0) }
        let classes = VehicleClass.allCases.map(\.rawValue).joined(separator: ", ")
        validation.require(vehicleClass.map { $0 != nil } ?? true, "class", "must be one of \(classes)")
        let row = HistoryRow(
            externalId: values[.externalId] ?? "-", workshopId: model.id, serviceIds: services(values[.services], &validation), start: start,
            technicianId: named(values[.technician], model.technicians.mapValues(\.name), "technician", &validation),
            bayId: named(values[.bay], model.bays.mapValues(\.name), "bay", &validation),
            customer: CustomerInput(
                name: values[.name] ?? "-", email: values[.email] ?? "a@b.example", phone: values[.phone], locale: values[.locale]
            ),
            vehicle: VehicleInput(
                plate: values[.plate] ?? "-", vin: values[.vin], make: values[.make] ?? "unknown", model: values[.model] ?? "unknown",
                year: number(.year), vehicleClass: vehicleClass ?? nil, mileageKm: number(.mileageKm)
            ),
            // When it was booked is seldom told: not later than it began.
            bookedAt: instant(.bookedAt) ?? min(start, now), outcome: outcome,
            cancelledAt: outcome == .cancelled ? cancelledAt ?? min(start, now) : nil, reason: values[.reason], channel: nil, note: values[.note]
        )
        try validation.finish()
        return row
    }

    /// What became of it: as told, else by the clock.
    private func outcome(_ text: String?, of start: Date, _ validation: inout Validation) -> HistoryRow.Outcome {
        guard let text else { return start > now ? .booked : .completed }
        let outcome = HistoryRow.Outcome(rawValue: text.lowercased())
        validation.require(outcome != nil, "status", "must be one of \(HistoryRow.Outcome.allCases.map(\.rawValue).joined(separator: ", "))")
        return outcome ?? .completed
    }

    /// Codes or ids, by space, comma or semicolon.
    private func services(_ text: String?, _ validation: inout Validation) -> [UUID] {
        let names = text.map { $0.split { ",; ".contains($0) }.map(String.init) } ?? defaults
        validation.require(!names.isEmpty, "services", "must name one, or the import names those of all")
        return names.compactMap { name in
            let found = model.services.values.first { $0.definition.code.lowercased() == name.lowercased() || $0.id.text == name.lowercased() }
            validation.require(found != nil, "services", "\(name.prefix(40)) is not offered here")
            return found?.id
        }
    }

    private func named(_ text: String?, _ names: [UUID: String], _ field: String, _ validation: inout Validation) -> UUID? {
        guard let text else { return nil }
        let found = names.filter { $0.value.lowercased() == text.lowercased() || $0.key.text == text.lowercased() }.keys
        validation.require(found.count == 1, field, "must be the name of one here")
        return found.first
    }
}
