import Contracts
import PostgreSQL

/// Says what a service of the catalogue takes. Cards made before keep what they have until their appointment changes.
struct SetBill: Sendable {
    let database: PostgresClient

    func run(_ bill: Bill, service code: String) async throws -> Bill {
        var violations = bill.violations
        if !(1...60).contains(code.count) { violations.append(FieldViolation("serviceCode", "must have 1 to 60 characters")) }
        guard violations.isEmpty else { throw ValidationError(violations) }
        try await database.execute("""
            INSERT INTO bills (service_code, parts, steps) VALUES (\(code), \(json: bill.parts), \(json: bill.steps))
            ON CONFLICT (service_code) DO UPDATE SET parts = excluded.parts, steps = excluded.steps
            """)
        return bill
    }
}
