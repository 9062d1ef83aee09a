import Contracts
import Foundation

/// What the catalogue accepts.
protocol Validatable {
    func validate(_ validation: inout Validation)
}

extension Validatable {
    func validated() throws(ValidationError) -> Self {
        var validation = Validation()
        validate(&validation)
        try validation.finish()
        return self
    }
}

extension WorkshopDefinition: Validatable {
    func validate(_ validation: inout Validation) {
        validation.requireLine(name, "name")
        validation.requireText(address, "address", atMost: 500)
        validation.requireLine(phone, "phone", atMost: 40)
        validation.require(TimeZone(identifier: timeZone) != nil, "timeZone", "must be an IANA time zone")
        validation.require(Self.isUpperCase(country, 2), "country", "must be an ISO 3166-1 code of two capital letters")
        validation.require(Self.isUpperCase(currency, 3), "currency", "must be an ISO 4217 code")
        validation.requireHours(opens, "opens")
        if let intake { intake.validate(&validation) }
        for (index, day) in (specialDays ?? []).enumerated() {
            for hours in day.hours { validation.requireRange(hours.from, hours.to, "specialDays[\(index)]") }
        }
    }

    static func isUpperCase(_ text: String, _ count: Int) -> Bool {
        text.utf8.count == count && text.utf8.allSatisfy { (65...90).contains($0) }
    }
}

extension IntakeDefinition {
    fileprivate func validate(_ validation: inout Validation) {
        let isStretch = (5...240).contains(everyMinutes) && 1_440 % everyMinutes == 0
        validation.require(isStretch, "intake.everyMinutes", "must be 5 to 240, and a day a whole number of it")
        validation.require((1...100).contains(cars), "intake.cars", "must be 1 to 100")
    }
}

extension TechnicianDefinition: Validatable {
    func validate(_ validation: inout Validation) {
        validation.requireLine(name, "name")
        for (skill, level) in skills { validation.require((0...3).contains(level), "skills.\(skill)", "must be 0 to 3") }
        validation.requireHours(shifts, "shifts")
        validation.requireHours(breaks ?? [], "breaks")
        validation.requirePeriods(absences, "absences")
        validation.require((25...400).contains(efficiencyPercent ?? 100), "efficiencyPercent", "must be 25 to 400")
        validation.require((1...100).contains(ceilingPercent ?? 100), "ceilingPercent", "must be 1 to 100")
    }
}

extension BayDefinition: Validatable {
    func validate(_ validation: inout Validation) {
        validation.requireLine(name, "name")
        validation.requireLine(kind, "kind", atMost: 60)
        validation.requirePeriods(closures, "closures")
    }
}

extension ToolDefinition: Validatable {
    func validate(_ validation: inout Validation) {
        validation.requireLine(name, "name")
        validation.requireLine(kind, "kind", atMost: 60)
        validation.requirePeriods(closures, "closures")
    }
}

extension ServiceDefinition: Validatable {
    /// Minor units; an appointment's ten services together stay far below what can be counted.
    static let amounts = 0...100_000_000

    func validate(_ validation: inout Validation) {
        validation.requireLine(code, "code", atMost: 60)
        validation.requireLine(name, "name")
        validation.requireLine(category, "category", atMost: 60)
        validation.requireLine(skill, "skill", atMost: 60)
        validation.requireLine(bayKind, "bayKind", atMost: 60)
        validation.require((1...240).contains(labourTenths), "labourTenths", "must be 1 to 240 tenths of an hour")
        validation.require((0...3).contains(level), "level", "must be 0 to 3")
        validation.require(!prices.isEmpty, "prices", "must hold at least one price")
        validation.require(Set(prices.map(\.currency)).count == prices.count, "prices", "must hold one price per currency")
        for (index, price) in prices.enumerated() {
            validation.require(Self.amounts.contains(price.amount), "prices[\(index)].amount", "must be 0 to 100,000,000")
            validation.require(WorkshopDefinition.isUpperCase(price.currency, 3), "prices[\(index)].currency", "must be an ISO 4217 code")
        }
        validation.require((0...120).contains(preparationMinutes ?? 0), "preparationMinutes", "must be 0 to 120")
        validation.require((0...120).contains(cleanUpMinutes ?? 0), "cleanUpMinutes", "must be 0 to 120")
        if let steps { validate(steps, &validation) }
    }

    private func validate(_ steps: [ServiceStepDefinition], _ validation: inout Validation) {
        validation.require((1...Self.mostSteps).contains(steps.count), "steps", "must be 1 to \(Self.mostSteps)")
        for (index, step) in steps.prefix(Self.mostSteps).enumerated() { step.validate(&validation, "steps[\(index)]") }
        let sum = steps.prefix(Self.mostSteps).reduce(0) { $0 + min(max($1.labourTenths, 0), 240) }
        validation.require(sum == labourTenths, "labourTenths", "must be the sum of its steps'")
        validation.require(steps.contains { $0.bayKind != nil }, "steps", "must have one with a bayKind")
    }

    static let mostSteps = 6
}

extension ServiceStepDefinition {
    /// A week: no car waits longer in the middle of a service.
    private static let waits = 0...10_080

    fileprivate func validate(_ validation: inout Validation, _ field: String) {
        validation.require((1...240).contains(labourTenths), "\(field).labourTenths", "must be 1 to 240 tenths of an hour")
        validation.requireLine(skill, "\(field).skill", atMost: 60)
        validation.require((0...3).contains(level), "\(field).level", "must be 0 to 3")
        validation.require((1...3).contains(technicians ?? 1), "\(field).technicians", "must be 1 to 3")
        validation.requireLine(bayKind, "\(field).bayKind", atMost: 60)
        validation.require((toolKinds ?? []).count <= 10, "\(field).toolKinds", "must be 10 at most")
        validation.require((0...120).contains(preparationMinutes ?? 0), "\(field).preparationMinutes", "must be 0 to 120")
        validation.require((0...120).contains(cleanUpMinutes ?? 0), "\(field).cleanUpMinutes", "must be 0 to 120")
        let wait = waitMinutes ?? 0
        validation.require(Self.waits.contains(wait), "\(field).waitMinutes", "must be 0 to \(Self.waits.upperBound)")
        validation.require(
            Self.waits.contains(waitAtMostMinutes ?? wait) && waitAtMostMinutes ?? wait >= wait, "\(field).waitAtMostMinutes",
            "must be waitMinutes to \(Self.waits.upperBound)"
        )
    }
}
