import Contracts
import PostgreSQL

/// Says what a service of the catalogue takes. Cards made before keep what they have until their appointment changes.
struct SetBill: Sendable {
    let database: PostgresClient

    func run(_ bill: Bill, service code: String) async throws -> Bill {
        var violations = bill.violations
        if !TextRules.hasLength(code, in: 1...60) { violations.append(FieldViolation("serviceCode", "must have 1 to 60 characters")) }
        guard violations.isEmpty else { throw ValidationError(violations) }
        try await JobcardStore.put(bill, service: code, in: database)
        return bill
    }
}
