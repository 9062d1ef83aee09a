import Contracts
import Foundation
import PostgreSQL

/// Customers, their other ids and their vehicles, read into a ledger and written back from it.
enum CustomerStore {
    /// One at a time decides who is who: two batches that meet a new customer at once must not make two of them.
    static let lock: SQL = "SELECT pg_advisory_xact_lock(7310402)"

    /// Everything known of customers by id, alias or address, and their vehicles. Nobody else changes customers until the transaction ends.
    static func ledger(
        ids: [UUID], emails: [String], vehicles: [UUID], in transaction: PostgresTransaction
    ) async throws -> CustomerLedger {
        var ledger = CustomerLedger()
        let known = try await transaction.pipeline([
            lock,
            """
            SELECT id, version, name, email, phone, locale, since, nps, contact_at FROM customers WHERE id IN (
                SELECT id FROM customers WHERE id = ANY(\(ids)::uuid[])
                UNION SELECT id FROM customers WHERE email = ANY(\(emails)::text[])
                UNION SELECT customer_id FROM customer_aliases WHERE alias_id = ANY(\(ids)::uuid[]))
            """,
            "SELECT alias_id, customer_id FROM customer_aliases WHERE alias_id = ANY(\(ids)::uuid[])",
        ])
        guard known.count == 3 else { return ledger }
        for row in known[1] { ledger.load(try customer(row), at: try row.get("contact_at")) }
        for row in known[2] { ledger.load(alias: try row.get("alias_id"), of: try row.get("customer_id")) }
        let owners = Array(ledger.customers.keys)
        let rows = try await transaction.query("""
            SELECT \(unescaped: vehicleColumns), described_at FROM vehicles WHERE id IN (
                SELECT id FROM vehicles WHERE id = ANY(\(vehicles)::uuid[])
                UNION SELECT id FROM vehicles WHERE customer_id = ANY(\(owners)::uuid[]))
            """)
        for row in rows { ledger.load(try vehicle(row), at: try row.get("described_at")) }
        return ledger
    }

    static let vehicleColumns = "id, version, customer_id, plate, vin, make, model, year, class, mileage_km"

    static func customer(_ row: PostgresRow) throws -> CustomerState {
        CustomerState(
            id: try row.get("id"), version: try row.get("version"), name: try row.get("name"), email: try row.get("email"),
            phone: try row.getIfPresent("phone"), locale: try row.get("locale"), since: try row.get("since"), nps: try row.getIfPresent("nps")
        )
    }

    static func vehicle(_ row: PostgresRow) throws -> VehicleState {
        VehicleState(
            version: try row.get("version"), customerId: try row.get("customer_id"),
            vehicle: VehicleDescription(
                id: try row.get("id"), plate: try row.get("plate"), vin: try row.getIfPresent("vin"), make: try row.get("make"),
                model: try row.get("model"), year: try row.getIfPresent("year"), vehicleClass: try row.get("class"),
                mileageKm: try row.getIfPresent("mileage_km")
            )
        )
    }

    /// What the ledger has moved, as statements.
    static func changes(_ ledger: CustomerLedger) -> [SQL] {
        let customers = ledger.customers.values.filter(\.isTouched)
        let vehicles = ledger.vehicles.values.filter(\.isTouched)
        var statements: [SQL] = []
        if !customers.isEmpty { statements.append(upsert(customers)) }
        if !ledger.newAliases.isEmpty { statements.append(insert(ledger.newAliases)) }
        if !vehicles.isEmpty { statements.append(upsert(vehicles)) }
        return statements
    }

    private static func upsert(_ entries: [CustomerLedger.Entry<CustomerState>]) -> SQL {
        let states = entries.map(\.state)
        return """
            INSERT INTO customers AS c (id, version, name, email, phone, locale, since, nps, contact_at)
            SELECT * FROM unnest(\(states.map(\.id))::uuid[], \(states.map(\.version))::bigint[], \(states.map(\.name))::text[],
                \(states.map(\.email))::text[], \(states.map(\.phone))::text[], \(states.map(\.locale))::text[],
                \(states.map(\.since))::timestamptz[], \(states.map(\.nps))::int[], \(entries.map(\.at))::timestamptz[])
            ON CONFLICT (id) DO UPDATE SET version = excluded.version, name = excluded.name, email = excluded.email,
                phone = excluded.phone, locale = excluded.locale, since = excluded.since, nps = excluded.nps, contact_at = excluded.contact_at
            """
    }

    private static func insert(_ aliases: [UUID: UUID]) -> SQL {
        """
        INSERT INTO customer_aliases (alias_id, customer_id)
        SELECT * FROM unnest(\(Array(aliases.keys))::uuid[], \(Array(aliases.values))::uuid[]) ON CONFLICT (alias_id) DO NOTHING
        """
    }

    private static func upsert(_ entries: [CustomerLedger.Entry<VehicleState>]) -> SQL {
        let states = entries.map(\.state)
        let vehicles = states.map(\.vehicle)
        return """
            INSERT INTO vehicles AS v (id, version, customer_id, plate, plate_key, vin, make, model, year, class, mileage_km, described_at)
            SELECT * FROM unnest(\(vehicles.map(\.id))::uuid[], \(states.map(\.version))::bigint[], \(states.map(\.customerId))::uuid[],
                \(vehicles.map(\.plate))::text[], \(vehicles.map { NaturalIdentity.normalized(plate: $0.plate) })::text[],
                \(vehicles.map(\.vin))::text[], \(vehicles.map(\.make))::text[], \(vehicles.map(\.model))::text[],
                \(vehicles.map(\.year))::int[], \(vehicles.map(\.vehicleClass.rawValue))::text[], \(vehicles.map(\.mileageKm))::int[],
                \(entries.map(\.at))::timestamptz[])
            ON CONFLICT (id) DO UPDATE SET version = excluded.version, customer_id = excluded.customer_id, plate = excluded.plate,
                plate_key = excluded.plate_key, vin = excluded.vin, make = excluded.make, model = excluded.model, year = excluded.year,
                class = excluded.class, mileage_km = excluded.mileage_km, described_at = excluded.described_at
            """
    }
}
