import Contracts
import Foundation

struct PartsQuery: Codable, Sendable {
    let workshopId: UUID
    /// 1 to 500; 100 unless told.
    let limit: Int?
    let cursor: String?
}

struct PartsPage: Codable, Sendable {
    let items: [PartStore.Part]
    let nextCursor: String?
}

struct PartRequest: Codable, Sendable {
    let workshopId: UUID
    let sku: String
    let name: String
    let onHand: Int

    func part(id: UUID) throws -> PartStore.Part {
        var violations: [FieldViolation] = []
        if !TextRules.hasLength(sku, in: 1...60) { violations.append(FieldViolation("sku", "must have 1 to 60 characters")) }
        if !TextRules.hasLength(name, in: 1...200) { violations.append(FieldViolation("name", "must have 1 to 200 characters")) }
        if !(0...1_000_000).contains(onHand) { violations.append(FieldViolation("onHand", "must be 0 to 1,000,000")) }
        guard violations.isEmpty else { throw ValidationError(violations) }
        return PartStore.Part(id: id, workshopId: workshopId, sku: sku, name: name, onHand: onHand, reserved: 0)
    }
}

struct ReceiptRequest: Codable, Sendable {
    let quantity: Int
}

struct ProcurementQuery: Codable, Sendable {
    let workshopId: UUID?
}

struct ProcurementPage: Codable, Sendable {
    let items: [ProcurementState]
}
