import Contracts

/// What a password of the operator's file must be (OWASP ASVS 4.0.3, 2.1.1, 2.1.2 and 2.1.7).
enum PasswordRules {
    /// Characters.
    static let lengths = 12...128
    /// Characters of a part of a name or an address that make a password guessable.
    private static let tellingLength = 4

    /// The rule that the password breaks; nil where it breaks none.
    /// - Parameter owner: the account's address and name.
    static func violation(of password: String, owner: [String]) -> String? {
        guard TextRules.hasLength(password, in: lengths) else {
            return "must have \(lengths.lowerBound) to \(lengths.upperBound) characters"
        }
        let plain = password.lowercased()
        if CommonPasswords.all.contains(plain) { return "must not be among the commonest ones that were leaked" }
        if repeats(plain) || counts(plain) { return "must not be a repetition or a sequence" }
        let parts = (owner + ["pitcrew"]).flatMap { $0.lowercased().split { !$0.isLetter && !$0.isNumber } }
        if parts.contains(where: { $0.count >= tellingLength && plain.contains($0) }) {
            return "must not hold the account's address or name, or the system's"
        }
        return nil
    }

    /// Whether it is one part, at most a third of it, again and again.
    private static func repeats(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return (1...max(1, bytes.count / 3)).contains { period in
            bytes.indices.allSatisfy { $0 < period || bytes[$0] == bytes[$0 - period] }
        }
    }

    /// Whether each character is the one after the one before, up or down; after 9 comes 0.
    private static func counts(_ text: String) -> Bool {
        let values: [Int] = text.unicodeScalars.map { Int($0.value) }
        let steps = zip(values.dropFirst(), values).map { (next: Int, last: Int) -> Int in next - last }
        return steps.allSatisfy { $0 == 1 || $0 == -9 } || steps.allSatisfy { $0 == -1 || $0 == 9 }
    }
}
