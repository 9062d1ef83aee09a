/// One step of a database's schema: a script that runs once, in its own transaction. Never change one that has been released.
public struct Migration: Sendable, Hashable {
    /// Counts up from one.
    public let version: Int
    /// For people.
    public let name: String
    /// The SQL.
    public let script: String
    /// Recognises a script that was changed after it ran.
    public let checksum: String

    /// A migration from an embedded file.
    public init(_ version: Int, _ name: String, _ bytes: [UInt8]) {
        self.version = version
        self.name = name
        script = String(decoding: bytes, as: UTF8.self)
        checksum = Self.checksum(bytes)
    }

    /// FNV-1a, 64 bits: against accidents, not attacks.
    private static func checksum(_ bytes: [UInt8]) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
