import Contracts
import Foundation

/// The rules of a wish: those that booking has for the same fields, so that a partner hears of a slip at once and not by a refusal later.
extension BookingWish {
    /// Every rule that the wish breaks as far as the gateway can tell; booking knows the rest.
    func violations(now: Date) -> [FieldViolation] {
        var rules = WishRules()
        rules.demand((1...100).contains(reference.count), "reference", "must have 1 to 100 characters")
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
        rules.text(name, "customer.name", atMost: 200)
        rules.text(phone, "customer.phone", atMost: 40)
        rules.text(locale, "customer.locale", atMost: 35)
        rules.demand(Self.isAddress(email), "customer.email", "must be an e-mail address")
    }

    private static func isAddress(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        return text.utf8.count <= 254 && parts.count == 2 && !parts[0].isEmpty && parts[1].contains(".")
            && !parts[1].hasPrefix(".") && !parts[1].hasSuffix(".")
            && text.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7F && !"<>,;:\"()[]\\".unicodeScalars.contains($0) }
    }
}

extension PartnerBookingRequested.Vehicle {
    fileprivate func check(_ rules: inout WishRules) {
        rules.text(plate, "vehicle.plate", atMost: 20)
        rules.text(make, "vehicle.make", atMost: 80)
        rules.text(model, "vehicle.model", atMost: 80)
        rules.demand((1_900...2_100).contains(year ?? 2_000), "vehicle.year", "must be a year")
        rules.demand((0...5_000_000).contains(mileageKm ?? 0), "vehicle.mileageKm", "must be 0 to 5,000,000")
        // ISO 3779: 17 characters without I, O and Q.
        let isVIN = vin.map { $0.utf8.count == 17 && $0.allSatisfy { "ABCDEFGHJKLMNPRSTUVWXYZ0123456789".contains($0) } } ?? true
        rules.demand(isVIN, "vehicle.vin", "must have 17 capital letters and digits without I, O and Q")
    }
}

/// Collects every rule that is broken.
private struct WishRules {
    private(set) var violations: [FieldViolation] = []

    mutating func demand(_ holds: Bool, _ field: String, _ rule: String) {
        if !holds { violations.append(FieldViolation(field, rule)) }
    }

    mutating func text(_ text: String?, _ field: String, atMost limit: Int) {
        guard let text else { return }
        let isEmpty = text.trimmingCharacters(in: .whitespacesAndNewlines).isEmpty
        demand(!isEmpty && text.utf8.count <= limit, field, "must have 1 to \(limit) characters")
        demand(!text.unicodeScalars.contains { $0.value < 32 && $0 != "\n" && $0 != "\t" }, field, "must not have control characters")
    }
}
