import Contracts
import Foundation

/// Numbers and identifiers in the bytes of tokens, most significant first.
enum TokenBytes {
    static func of(_ id: UUID) -> [UInt8] {
        let u = id.uuid
        return [u.0, u.1, u.2, u.3, u.4, u.5, u.6, u.7, u.8, u.9, u.10, u.11, u.12, u.13, u.14, u.15]
    }

    static func of(_ value: UInt64, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> UInt64((count - 1 - $0) * 8)) }
    }

    static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }

    /// - Parameter bytes: sixteen.
    static func id(_ bytes: ArraySlice<UInt8>) -> UUID { UUID(high: number(bytes.prefix(8)), low: number(bytes.dropFirst(8))) }
}
