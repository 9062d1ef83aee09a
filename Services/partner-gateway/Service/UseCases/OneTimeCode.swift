import Contracts
import Cryptography
import Foundation

/// A code of six digits that proves that somebody reads an address.
struct OneTimeCode: Sendable {
    static let digits = 6
    static let lifetime: TimeInterval = 600
    /// Tries that one code bears.
    static let maximumTries = 5

    let text: String

    /// From a number of at least four bytes' randomness; those that would make some codes likelier are passed over.
    init(random: () -> [UInt8] = { SecureRandom.bytes(4) }) {
        let limit = UInt32.max / 1_000_000 * 1_000_000
        var number: UInt32
        repeat { number = random().prefix(4).reduce(0) { $0 << 8 | UInt32($1) } } while number >= limit
        let digits = String(number % 1_000_000)
        text = String(repeating: "0", count: Self.digits - digits.count) + digits
    }

    /// What is stored instead of the code: bound to its id and to the cell's secret, so that a million tries over the table tell nothing.
    static func hash(_ text: String, id: UUID, key: [UInt8]) -> [UInt8] {
        HMAC.sha256(key: key, Array("\(id.text) \(text)".utf8))
    }

    /// What people type: spaces and hyphens do not matter.
    static func normalized(_ text: String) -> String { String(text.filter { !$0.isWhitespace && $0 != "-" }.prefix(16)) }
}
