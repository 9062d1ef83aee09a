import COpenSSL
import FoundationEssentials

enum ConstantTimeComparison {
    static func equal(_ left: some ContiguousBytes, _ right: some ContiguousBytes) -> Bool {
        left.withUnsafeBytes { left in
            right.withUnsafeBytes { right in
                guard left.count == right.count else { return false }
                guard let leftBytes = left.baseAddress, let rightBytes = right.baseAddress else { return true }
                return CRYPTO_memcmp(leftBytes, rightBytes, left.count) == 0
            }
        }
    }
}
