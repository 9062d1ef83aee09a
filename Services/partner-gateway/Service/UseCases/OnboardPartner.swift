import Contracts
import Cryptography
import Foundation
import Outbox
import PostgreSQL

/// Takes a partner on, gives it keys, and suspends it.
struct OnboardPartner: Sendable {
    let outbox: Outbox
    let clock: any WallClock
    let ids: any IDGenerator
    /// An older key counts for so long beside a new one.
    static let overlap: TimeInterval = 7 * 86_400
    static let mostPublicKeys = 10

    /// What a new key is to be.
    struct KeyWish: Sendable {
        var environment = PartnerEnvironment.live
        var scopes = PartnerScope.all
        /// For a client that signs assertions; nil for one with a secret.
        var publicKeys: JWKSet?

        var violations: [FieldViolation] {
            var broken: [FieldViolation] = []
            if scopes.isEmpty || !Set(scopes).isSubset(of: PartnerScope.all) || Set(scopes).count != scopes.count {
                broken.append(FieldViolation("scopes", "must name some of \(PartnerScope.all.joined(separator: ", ")) once each"))
            }
            if let keys = publicKeys?.keys, !(1...OnboardPartner.mostPublicKeys).contains(keys.count) || Set(keys.map(\.keyID)).count != keys.count {
                broken.append(FieldViolation("jwks", "must have 1 to \(OnboardPartner.mostPublicKeys) P-256 keys, each with a kid of its own"))
            }
            return broken
        }
    }

    /// What the partner must be told; the secret is shown this once.
    struct Credentials: Sendable {
        let partnerID: UUID
        let clientID: String
        /// Nil for a client that signs assertions.
        let clientSecret: String?
        let wish: KeyWish
    }

    func run(name: String, in transaction: PostgresTransaction) async throws -> Credentials {
        let trimmed = name.trimmingCharacters(in: .whitespacesAndNewlines)
        guard TextRules.hasLength(trimmed, in: 1...200), TextRules.isOneLine(trimmed) else {
            throw ValidationError([FieldViolation("name", "must have 1 to 200 characters in one line")])
        }
        let partner = PartnerStore.Partner(id: ids.next(), name: trimmed)
        try await PartnerStore.insert(partner, at: clock.now(), in: transaction)
        try await tell(PartnerState(id: partner.id, version: 1, name: trimmed, active: true), in: transaction)
        return try await makeKey(KeyWish(), for: partner.id, in: transaction)
    }

    /// A further key; the older ones of its environment end after the overlap.
    func addKey(_ wish: KeyWish, to partner: UUID, in transaction: PostgresTransaction) async throws -> Credentials {
        guard wish.violations.isEmpty else { throw ValidationError(wish.violations) }
        guard try await PartnerStore.exists(partner, in: transaction) else { throw GatewayError.partnerUnknown }
        let credentials = try await makeKey(wish, for: partner, in: transaction)
        try await PartnerKeyStore.revokeOthers(
            than: credentials.clientID, partner: partner, environment: wish.environment, at: clock.now() + Self.overlap, in: transaction
        )
        return credentials
    }

    /// Suspends it or lets it in again, and sets its limits.
    func set(_ partner: UUID, to wanted: PartnerSettings, in transaction: PostgresTransaction) async throws -> PartnerStore.Profile {
        guard wanted.violations.isEmpty else { throw ValidationError(wanted.violations) }
        guard let profile = try await PartnerStore.set(partner, to: wanted, in: transaction) else { throw GatewayError.partnerUnknown }
        let state = PartnerState(id: partner, version: profile.version, name: profile.name, active: profile.active)
        try await tell(state, in: transaction)
        return profile
    }

    private func tell(_ state: PartnerState, in transaction: PostgresTransaction) async throws {
        try await outbox.add(.partnerChanged, subject: state.id, version: state.version, payload: state, in: transaction)
    }

    private func makeKey(_ wish: KeyWish, for partner: UUID, in transaction: PostgresTransaction) async throws -> Credentials {
        let clientID = "pc_" + Base64URL.encode(SecureRandom.bytes(12))
        let secret = wish.publicKeys == nil ? SecureRandom.token() : nil
        let proof = wish.publicKeys.map(PartnerKeyStore.Proof.publicKeys) ?? .secretHash(SHA256.digest(secret ?? SecureRandom.token()))
        try await PartnerKeyStore.insert(
            clientID: clientID, partner: partner, environment: wish.environment, proof: proof, scopes: wish.scopes.sorted(),
            at: clock.now(), in: transaction
        )
        return Credentials(partnerID: partner, clientID: clientID, clientSecret: secret, wish: wish)
    }
}
