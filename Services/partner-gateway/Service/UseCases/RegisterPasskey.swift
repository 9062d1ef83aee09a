import Contracts
import Foundation
import PostgreSQL
import WebAuthn

/// Adds a passkey to a person who is signed in (WebAuthn Level 2, section 7.1).
struct RegisterPasskey: Sendable {
    let database: PostgresClient
    let challenges: GiveChallenge
    let relyingParty: RelyingParty
    let announce: AnnounceSecurityChange
    let clock: any WallClock
    static let maximum = 20
    /// Those of the specification's registry; others are of no use to anybody.
    private static let transports: Set<String> = ["usb", "nfc", "ble", "smart-card", "hybrid", "internal"]

    /// - Parameters:
    ///   - userName: what the authenticator shows beside the passkey.
    ///   - provesLittle: whether the session is held back until its person proves more: then only the first passkey may be made,
    ///     or whoever took the weaker way in could make the stronger one for themselves.
    func options(
        for person: Person, userName: String, provesLittle: Bool
    ) async throws -> (challengeID: UUID, options: CreationOptionsJSON) {
        let existing = try await PasskeyStore.list(of: person, in: database)
        guard !provesLittle || existing.isEmpty else { throw GatewayError.stepUpRequired }
        guard existing.count < Self.maximum else { throw GatewayError.tooManyPasskeys }
        let challenge = try await challenges.run(.register, person: person.id)
        let options = CreationOptionsJSON(
            relyingParty: relyingParty, userHandle: person.userHandle, userName: userName, challenge: challenge.bytes,
            timeout: GiveChallenge.lifetime, existing: existing.map { CredentialDescriptorJSON(id: $0.credentialID, transports: $0.transports) }
        )
        return (challenge.id, options)
    }

    /// - Throws: `ValidationError` for the name, `passkeyRefused` for whatever else is wrong with the answer or the challenge.
    func finish(
        _ answer: RegistrationResponseJSON, challengeID: UUID, name: String?, for person: Person, provesLittle: Bool
    ) async throws -> PasskeyStore.Record {
        let name = try Self.validated(name)
        guard let hash = try await challenges.take(challengeID, for: .register, person: person.id) else { throw GatewayError.passkeyRefused }
        let record = try record(of: answer, hash, name, person)
        return try await database.withTransaction { transaction in
            try await PasskeyStore.lock(person, in: transaction)
            let count = try await PasskeyStore.count(of: person, in: transaction)
            guard count < Self.maximum else { throw GatewayError.tooManyPasskeys }
            guard !provesLittle || count == 0 else { throw GatewayError.stepUpRequired }
            guard try await PasskeyStore.insert(record, in: transaction) else { throw GatewayError.passkeyRefused }
            if person.kind == "staff" { try await StaffStore.spendPassword(of: person.id, in: transaction) }
            try IdentityAuditStore.add(.init(action: "passkey.added", person: person.id), at: record.createdAt, in: transaction)
            try await announce.run(.passkeyAdded, of: person, label: record.name, at: record.createdAt, in: transaction)
            return record
        }
    }

    private func record(
        of answer: RegistrationResponseJSON, _ hash: [UInt8], _ name: String, _ person: Person
    ) throws -> PasskeyStore.Record {
        do {
            let passkey = try Registration.verify(answer, challengeHash: hash, relyingParty: relyingParty)
            return PasskeyStore.Record(
                credentialID: passkey.id, person: person, publicKey: passkey.publicKey, algorithm: passkey.algorithm.rawValue,
                signCount: Int64(passkey.signCount), backupEligible: passkey.backupEligible, backedUp: passkey.backedUp,
                transports: Set(answer.response.transports ?? []).intersection(Self.transports).sorted(), name: name,
                createdAt: clock.now()
            )
        } catch {
            throw GatewayError.passkeyRefused
        }
    }

    private static func validated(_ name: String?) throws -> String {
        guard let name = name?.trimmingCharacters(in: .whitespaces), !name.isEmpty else { return "Passkey" }
        guard name.utf8.count <= 400, name.unicodeScalars.count <= 100, TextRules.isOneLine(name), TextRules.isStreamSafe(name) else {
            throw ValidationError([FieldViolation("name", "must be a line of at most 100 characters")])
        }
        return name
    }
}

extension Person {
    /// What authenticators keep to name the person: the identifier's bytes, which say nothing about them.
    var userHandle: [UInt8] {
        let bytes = id.uuid
        return [
            bytes.0, bytes.1, bytes.2, bytes.3, bytes.4, bytes.5, bytes.6, bytes.7, bytes.8, bytes.9, bytes.10, bytes.11, bytes.12,
            bytes.13, bytes.14, bytes.15,
        ]
    }
}
