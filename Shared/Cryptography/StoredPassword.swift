/// The text form of a password hash, after the PHC string format.
struct StoredPassword {
    /// Which ``Password/Pepper`` went into it; nil where none did.
    let pepperID: String?
    let cost: Password.Cost
    let salt: [UInt8]
    let derived: [UInt8]

    init(pepperID: String?, cost: Password.Cost, salt: [UInt8], derived: [UInt8]) {
        (self.pepperID, self.cost, self.salt, self.derived) = (pepperID, cost, salt, derived)
    }

    var text: String {
        "$\(pepperID == nil ? Self.plain : Self.peppered)$ln=\(cost.log2N),r=\(cost.blockSize),p=\(cost.parallelism)"
            + (pepperID.map { ",k=\($0)" } ?? "")
            + "$\(Base64URL.encode(salt))$\(Base64URL.encode(derived))"
    }

    private static let plain = "scrypt"
    private static let peppered = "hmac-scrypt"

    /// Nil for anything ``text`` does not write.
    init?(_ text: String) {
        let fields = text.split(separator: "$", omittingEmptySubsequences: false)
        guard fields.count == 5, fields[0].isEmpty, fields[1] == Self.plain || fields[1] == Self.peppered else { return nil }
        let values = fields[2].split(separator: ",", omittingEmptySubsequences: false)
        let isPeppered = fields[1] == Self.peppered
        guard values.count == (isPeppered ? 4 : 3), !isPeppered || values[3].hasPrefix("k="),
              let log2N = Self.number("ln=", values[0]),
              let blockSize = Self.number("r=", values[1]),
              let parallelism = Self.number("p=", values[2]),
              let cost = Password.Cost(log2N: log2N, blockSize: blockSize, parallelism: parallelism),
              let salt = Base64URL.decode(fields[3]),
              let derived = Base64URL.decode(fields[4]), (16...64).contains(derived.count) else { return nil }
        self.init(pepperID: isPeppered ? String(values[3].dropFirst(2)) : nil, cost: cost, salt: salt, derived: derived)
        guard self.text == text else { return nil }
    }

    private static func number(_ name: String, _ field: Substring) -> Int? {
        field.hasPrefix(name) ? Int(field.dropFirst(name.count)) : nil
    }
}
