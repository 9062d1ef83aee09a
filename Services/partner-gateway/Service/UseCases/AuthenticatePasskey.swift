import Contracts
import Foundation
import Observability
import PostgreSQL
import WebAuthn

/// Finds out who somebody is by a passkey (WebAuthn Level 2, section 7.2). Whatever is wrong, the answer is the same.
struct AuthenticatePasskey: Sendable {
    let database: PostgresClient
    let challenges: GiveChallenge
    let relyingParty: RelyingParty
    let logger: Logger
    let clock: any WallClock

    func options() async throws -> (challengeID: UUID, options: RequestOptionsJSON) {
        let challenge = try await challenges.run(.signIn, person: nil)
        return (
            challenge.id, RequestOptionsJSON(relyingParty: relyingParty, challenge: challenge.bytes, timeout: GiveChallenge.lifetime)
        )
    }

    /// - Throws: `GatewayError.wrongCredentials`.
    func finish(_ answer: AuthenticationResponseJSON, challengeID: UUID) async throws -> AuthenticatedPerson {
        do {
            return try await verified(answer, challengeID)
        } catch let refusal as WebAuthnRefusal {
            if refusal == .counterRegression { logger.warning("A passkey was refused: its counter went back, it may have been copied") }
            throw GatewayError.wrongCredentials
        }
    }

    private func verified(_ answer: AuthenticationResponseJSON, _ challengeID: UUID) async throws -> AuthenticatedPerson {
        // Taken first: an answer that fails has used its challenge up.
        guard let hash = try await challenges.take(challengeID, for: .signIn, person: nil),
            let record = try await PasskeyStore.find(try answer.credentialID(), in: database), let passkey = Passkey(record)
        else { throw GatewayError.wrongCredentials }
        let accepted = try Authentication.verify(
            answer, passkey: passkey, userHandle: record.person.userHandle, challengeHash: hash, relyingParty: relyingParty
        )
        guard try await PasskeyStore.use(
            record, signCount: Int64(accepted.signCount), backedUp: accepted.backedUp, at: clock.now(), in: database
        ) else { throw GatewayError.wrongCredentials }
        return AuthenticatedPerson(
            id: record.person.id, kind: record.person.kind, method: "passkey", userVerified: accepted.userVerified
        )
    }
}

extension Passkey {
    fileprivate init?(_ record: PasskeyStore.Record) {
        guard let algorithm = COSEAlgorithm(rawValue: record.algorithm), let count = UInt32(exactly: record.signCount) else { return nil }
        self.init(
            id: record.credentialID, algorithm: algorithm, publicKey: record.publicKey, signCount: count,
            backupEligible: record.backupEligible, backedUp: record.backedUp
        )
    }
}
