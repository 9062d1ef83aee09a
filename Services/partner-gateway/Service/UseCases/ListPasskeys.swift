import Cryptography
import PostgreSQL

/// What a person sees of their passkeys, and takes away again. The last one may go too: there are other ways in.
struct ListPasskeys: Sendable {
    let database: PostgresClient

    /// The oldest first.
    func run(for person: Person) async throws -> [PasskeyStore.Record] { try await PasskeyStore.list(of: person, in: database) }

    /// - Parameter id: the credential's identifier in base64url.
    func remove(_ id: String, of person: Person) async throws {
        guard let credential = Base64URL.decode(id), try await PasskeyStore.remove(credential, of: person, in: database) else {
            throw GatewayError.passkeyUnknown
        }
    }
}
