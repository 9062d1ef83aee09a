import Contracts
import Cryptography
import PostgreSQL

/// What a person sees of their passkeys, and takes away again. The last one may go too: there are other ways in.
struct ListPasskeys: Sendable {
    let database: PostgresClient
    let announce: AnnounceSecurityChange
    let clock: any WallClock

    /// The oldest first.
    func run(for person: Person) async throws -> [PasskeyStore.Record] { try await PasskeyStore.list(of: person, in: database) }

    /// - Parameters:
    ///   - id: the credential's identifier in base64url.
    ///   - provesLittle: whether the session is held back until its person proves more; it would else take the last passkey away and
    ///     make the first one.
    /// - Throws: `GatewayError.stepUpRequired`, `.passkeyUnknown`.
    func remove(_ id: String, of person: Person, provesLittle: Bool) async throws {
        guard !provesLittle else { throw GatewayError.stepUpRequired }
        guard let credential = Base64URL.decode(id) else { throw GatewayError.passkeyUnknown }
        let now = clock.now()
        try await database.withTransaction { transaction in
            guard let name = try await PasskeyStore.remove(credential, of: person, in: transaction) else { throw GatewayError.passkeyUnknown }
            try IdentityAuditStore.add(.init(action: "passkey.removed", person: person.id), at: now, in: transaction)
            try await announce.run(.passkeyRemoved, of: person, label: name, at: now, in: transaction)
        }
    }
}
