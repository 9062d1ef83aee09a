import Cryptography

extension Password.Pepper {
    /// What goes into the hashes of the staff file's passwords, by `PITCREW_KEY_SECRET`.
    static func staff(_ secret: String) throws -> Password.Pepper { try Password.Pepper(secret: secret, purpose: "staff passwords") }
}

extension Password {
    /// Work on passwords that nobody waits for at a page: where too many sign in at once it comes again until it has its turn, since a flood
    /// of them must not fail a start. Ends with its task.
    static func inTurn<Value: Sendable>(
        every pause: Duration = .milliseconds(50), _ work: @Sendable () async throws -> Value
    ) async throws -> Value {
        while true {
            do {
                return try await work()
            } catch CryptographyError.overloaded {
                try await Task.sleep(for: pause)
            }
        }
    }
}
