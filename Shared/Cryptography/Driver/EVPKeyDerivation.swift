import COpenSSL
import FoundationEssentials

enum EVPKeyDerivation {
    static func scrypt(
        _ password: [UInt8], salt: [UInt8], cost: Password.Cost, count: Int
    ) throws(CryptographyError) -> [UInt8] {
        var derived = [UInt8](repeating: 0, count: count)
        // RFC 7914 section 2: N + parallelism blocks of 128 * r, and one to mix in.
        let memory = 128 * cost.blockSize * ((1 << cost.log2N) + cost.parallelism + 2)
        let done = password.withUnsafeBytes { password in
            EVP_PBE_scrypt(
                password.baseAddress?.assumingMemoryBound(to: CChar.self), password.count, salt, salt.count,
                1 << UInt64(cost.log2N), UInt64(cost.blockSize), UInt64(cost.parallelism), UInt64(memory), &derived, count
            )
        }
        guard done == 1 else { throw .lastFailure("scrypt") }
        return derived
    }

    static func hkdfSHA256(
        secret: some ContiguousBytes, salt: [UInt8], info: [UInt8], count: Int
    ) throws(CryptographyError) -> [UInt8] {
        let context = EVP_PKEY_CTX_new_from_name(nil, "HKDF", nil)
        defer { EVP_PKEY_CTX_free(context) }
        guard EVP_PKEY_derive_init(context) == 1, EVP_PKEY_CTX_set_hkdf_md(context, EVPDigest.sha256) == 1,
              EVP_PKEY_CTX_set1_hkdf_salt(context, salt, Int32(salt.count)) == 1,
              EVP_PKEY_CTX_add1_hkdf_info(context, info, Int32(info.count)) == 1 else { throw .lastFailure("HKDF") }
        let keyed = secret.withUnsafeBytes {
            EVP_PKEY_CTX_set1_hkdf_key(context, $0.baseAddress?.assumingMemoryBound(to: UInt8.self), Int32($0.count))
        }
        var derived = [UInt8](repeating: 0, count: count)
        var length = count
        guard keyed == 1, EVP_PKEY_derive(context, &derived, &length) == 1, length == count else {
            throw .lastFailure("HKDF")
        }
        return derived
    }
}
