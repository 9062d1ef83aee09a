import Cryptography
import Foundation
import WebAuthn

struct PasskeyCreation: Codable, Sendable {
    let challengeId: UUID
    let publicKey: CreationOptionsJSON
}

struct PasskeyRequest: Codable, Sendable {
    let challengeId: UUID
    let publicKey: RequestOptionsJSON
}

struct PasskeyRegistration: Codable, Sendable {
    let challengeId: UUID
    /// What `toJSON()` of the browser's credential gives.
    let credential: RegistrationResponseJSON
    /// At most 100 characters; "Passkey" unless told.
    let name: String?
}

struct PasskeyView: Codable, Sendable {
    /// The credential's identifier in base64url.
    let id: String
    let name: String
    let createdAt: Date
    let lastUsedAt: Date?
    /// Whether it is kept in an account of its maker, and survives the device.
    let backedUp: Bool
    let transports: [String]

    init(_ record: PasskeyStore.Record) {
        id = Base64URL.encode(record.credentialID)
        (name, createdAt, lastUsedAt) = (record.name, record.createdAt, record.lastUsedAt)
        (backedUp, transports) = (record.backedUp, record.transports)
    }
}

struct PasskeyList: Codable, Sendable {
    let items: [PasskeyView]
}
