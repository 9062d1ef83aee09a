import Contracts
import Cryptography
import Foundation
import Outbox
import PostgreSQL

/// Takes a partner on, and gives it keys.
struct OnboardPartner: Sendable {
    let outbox: Outbox
    let clock: any WallClock
    let ids: any IDGenerator
    /// An older key counts for so long beside a new one.
    static let overlap: TimeInterval = 7 * 86_400

    /// What the partner must be told; the secret is shown this once.
    struct Credentials: Sendable {
        let partnerID: UUID
        let clientID: String
        let clientSecret: String
    }

    func run(name: String, in transaction: PostgresTransaction) async throws -> Credentials {
        let trimmed = name.trimmingCharacters(in: .whitespacesAndNewlines)
        guard (1...200).contains(trimmed.count) else {
            throw ValidationError([FieldViolation("name", "must have 1 to 200 characters")])
        }
        let partner = PartnerStore.Partner(id: ids.next(), name: trimmed)
        try await PartnerStore.insert(partner, at: clock.now(), in: transaction)
        try await outbox.add(
            .partnerChanged, subject: partner.id, version: 1,
            payload: PartnerState(id: partner.id, version: 1, name: trimmed, active: true), in: transaction
        )
        return try await makeKey(for: partner.id, in: transaction)
    }

    /// A further key; the older ones end after the overlap.
    func addKey(to partner: UUID, in transaction: PostgresTransaction) async throws -> Credentials {
        guard try await PartnerStore.exists(partner, in: transaction) else { throw GatewayError.partnerUnknown }
        let credentials = try await makeKey(for: partner, in: transaction)
        try await PartnerStore.revokeOthers(
            than: credentials.clientID, partner: partner, at: clock.now() + Self.overlap, in: transaction
        )
        return credentials
    }

    private func makeKey(for partner: UUID, in transaction: PostgresTransaction) async throws -> Credentials {
        let clientID = "pc_" + Base64URL.encode(SecureRandom.bytes(12))
        let secret = SecureRandom.token()
        try await PartnerStore.insertKey(
            clientID: clientID, partner: partner, secretHash: SHA256.digest(secret), scopes: PartnerScope.all, at: clock.now(),
            in: transaction
        )
        return Credentials(partnerID: partner, clientID: clientID, clientSecret: secret)
    }
}
