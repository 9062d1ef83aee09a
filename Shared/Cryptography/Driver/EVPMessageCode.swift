import COpenSSL
import FoundationEssentials

enum EVPMessageCode {
    /// `nonisolated(unsafe)`: an EVP_MAC is immutable and never freed.
    nonisolated(unsafe) private static let algorithm = EVP_MAC_fetch(nil, "HMAC", nil)

    static func hmacSHA256(key: some ContiguousBytes, _ data: some ContiguousBytes) -> [UInt8] {
        let context = EVP_MAC_CTX_new(algorithm)
        defer { EVP_MAC_CTX_free(context) }
        return [UInt8](unsafeUninitializedCapacity: SHA256.byteCount) { output, count in
            let started = key.withUnsafeBytes {
                copenssl_start_hmac_sha256(context, $0.baseAddress?.assumingMemoryBound(to: UInt8.self), $0.count)
            }
            let updated = data.withUnsafeBytes {
                EVP_MAC_update(context, $0.baseAddress?.assumingMemoryBound(to: UInt8.self), $0.count)
            }
            let done = EVP_MAC_final(context, output.baseAddress, &count, SHA256.byteCount)
            // Out of memory or a broken installation; there is no code to go on with.
            precondition(started == 1 && updated == 1 && done == 1, "OpenSSL cannot compute HMAC-SHA-256")
        }
    }
}
