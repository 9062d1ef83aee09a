import Cryptography
import Foundation

/// The signature of a webhook call: HMAC-SHA-256 over id, time and body (Standard Webhooks specification, "Signature scheme").
enum WebhookSignature {
    static let secretPrefix = "whsec_"

    /// A secret in its text form.
    static func text(ofSecret bytes: [UInt8]) -> String { secretPrefix + Data(bytes).base64EncodedString() }

    /// The header fields of one call.
    static func headers(id: String, timestamp: Date, body: String, secret: [UInt8]) -> [(String, String)] {
        let seconds = String(Int(timestamp.timeIntervalSince1970))
        let signature = HMAC.sha256(key: secret, Array("\(id).\(seconds).\(body)".utf8))
        return [
            ("webhook-id", id), ("webhook-timestamp", seconds), ("webhook-signature", "v1," + Data(signature).base64EncodedString()),
        ]
    }
}
