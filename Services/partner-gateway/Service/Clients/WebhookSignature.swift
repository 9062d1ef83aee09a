import Cryptography
import Foundation

/// The signature of a webhook call: HMAC-SHA-256 over id, time and body (Standard Webhooks specification, "Signature scheme").
enum WebhookSignature {
    static let secretPrefix = "whsec_"

    /// A secret in its text form.
    static func text(ofSecret bytes: [UInt8]) -> String { secretPrefix + Data(bytes).base64EncodedString() }

    /// The header fields of one call. During a rotation it is signed with both secrets, with a space between the signatures.
    static func headers(id: String, timestamp: Date, body: String, secrets: [[UInt8]]) -> [(String, String)] {
        let seconds = String(Int(timestamp.timeIntervalSince1970))
        let signed = Array("\(id).\(seconds).\(body)".utf8)
        let signatures = secrets.map { "v1," + Data(HMAC.sha256(key: $0, signed)).base64EncodedString() }
        return [
            ("webhook-id", id), ("webhook-timestamp", seconds), ("webhook-signature", signatures.joined(separator: " ")),
        ]
    }
}
