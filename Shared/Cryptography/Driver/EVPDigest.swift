import COpenSSL
import FoundationEssentials

enum EVPDigest {
    /// Fetched once: an implicit fetch in every call costs more than hashing a short text.
    /// `nonisolated(unsafe)`: an EVP_MD is immutable and never freed.
    nonisolated(unsafe) static let sha256 = EVP_MD_fetch(nil, "SHA2-256", nil)

    static func sha256(_ data: some ContiguousBytes) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: SHA256.byteCount) { output, count in
            let done = data.withUnsafeBytes { EVP_Digest($0.baseAddress, $0.count, output.baseAddress, nil, sha256, nil) }
            // Out of memory or a broken installation; there is no digest to go on with.
            precondition(done == 1, "OpenSSL cannot compute SHA-256")
            count = SHA256.byteCount
        }
    }
}
