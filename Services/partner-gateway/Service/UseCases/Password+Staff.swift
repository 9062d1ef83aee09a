import Cryptography

extension Password.Pepper {
    /// What goes into the hashes of the staff file's passwords, by `PITCREW_KEY_SECRET`.
    static func staff(_ secret: String) throws -> Password.Pepper { try Password.Pepper(secret: secret, purpose: "staff passwords") }
}
