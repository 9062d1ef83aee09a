import Cryptography

/// Stands for an account or an address where only their likeness matters: addresses are personal data, and what clients send as their id
/// is not kept.
enum Likeness {
    static func of(_ text: String) -> String { Base64URL.encode(SHA256.digest(text)) }
}
