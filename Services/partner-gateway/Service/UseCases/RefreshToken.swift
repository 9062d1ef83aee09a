import Cryptography

/// A refresh token: 32 random bytes in the cookie, of which only a hash is kept. No slow hash is needed: nobody guesses one.
struct RefreshToken: Sendable {
    let text: String
    let hash: [UInt8]

    init() { self.init(text: SecureRandom.token()) }

    init(text: String) {
        self.text = text
        hash = SHA256.digest(text)
    }
}
