import Contracts

/// A telephone number in its international form (ITU-T E.164): a plus sign, then 7 to 15 digits of which the first is no zero.
struct PhoneNumber: Sendable, Hashable {
    let text: String

    /// Nil for anything else, also for a number with spaces: whoever has one writes it in this form first.
    init?(_ text: String) {
        let digits = text.utf8.dropFirst()
        guard text.utf8.first == UInt8(ascii: "+"), (7...15).contains(digits.count), digits.first != UInt8(ascii: "0"),
            digits.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        self.text = text
    }

    /// - Throws: `ValidationError` naming the field.
    static func validated(_ text: String, _ field: String) throws -> PhoneNumber {
        guard let number = PhoneNumber(text) else {
            throw ValidationError([FieldViolation(field, "must be a number in its international form, as +4930901820")])
        }
        return number
    }
}
