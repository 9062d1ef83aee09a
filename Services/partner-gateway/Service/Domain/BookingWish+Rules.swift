import Contracts
import Foundation

/// The rules of a wish: those that booking has for the same fields, so that a partner hears of a slip at once and not by a refusal later.
extension BookingWish {
    /// Every rule that the wish breaks as far as the gateway can tell; booking knows the rest.
    func violations(now: Date) -> [FieldViolation] {
        var rules = WishRules()
        rules.line(reference, "reference", atMost: 100)
        rules.demand((1...10).contains(serviceIds.count), "serviceIds", "must name 1 to 10 services")
        rules.demand(Set(serviceIds).count == serviceIds.count, "serviceIds", "must not name a service twice")
        rules.demand(start > now, "start", "must lie in the future")
        let isWhole = start.timeIntervalSince1970.truncatingRemainder(dividingBy: 60) == 0
        rules.demand(isWhole, "start", "must be a whole minute")
        rules.text(note, "note", atMost: 2_000)
        customer.check(&rules)
        vehicle.check(&rules)
        return rules.violations
    }
}

extension PartnerBookingRequested.Customer {
    fileprivate func check(_ rules: inout WishRules) {
        rules.line(name, "customer.name", atMost: 200)
        rules.line(phone, "customer.phone", atMost: 40)
        rules.line(locale, "customer.locale", atMost: 35)
        rules.demand(TextRules.isPublicMailbox(email), "customer.email", "must be an e-mail address")
    }
}

extension PartnerBookingRequested.Vehicle {
    fileprivate func check(_ rules: inout WishRules) {
        rules.line(plate, "vehicle.plate", atMost: 20)
        rules.line(make, "vehicle.make", atMost: 80)
        rules.line(model, "vehicle.model", atMost: 80)
        rules.demand((1_900...2_100).contains(year ?? 2_000), "vehicle.year", "must be a year")
        rules.demand((0...5_000_000).contains(mileageKm ?? 0), "vehicle.mileageKm", "must be 0 to 5,000,000")
        rules.demand(vin.map(TextRules.isVIN) ?? true, "vehicle.vin", "must have 17 capital letters and digits without I, O and Q")
    }
}

/// Collects every rule that is broken.
private struct WishRules {
    private(set) var violations: [FieldViolation] = []

    @discardableResult
    mutating func demand(_ holds: Bool, _ field: String, _ rule: String) -> Bool {
        if !holds { violations.append(FieldViolation(field, rule)) }
        return holds
    }

    mutating func line(_ text: String?, _ field: String, atMost limit: Int) {
        guard let text, isFilled(text, field, limit) else { return }
        demand(TextRules.isOneLine(text), field, "must be one line without control characters")
    }

    mutating func text(_ text: String?, _ field: String, atMost limit: Int) {
        guard let text, isFilled(text, field, limit) else { return }
        demand(TextRules.isText(text), field, "must not have control characters")
    }

    /// What is too long is looked at no further: it may be a megabyte.
    private mutating func isFilled(_ text: String, _ field: String, _ limit: Int) -> Bool {
        demand(TextRules.isFilled(text, atMost: limit), field, "must have 1 to \(limit) characters")
    }
}
