import COpenSSL
import FoundationEssentials

enum EVPGCM {
    /// `nonisolated(unsafe)`: an EVP_CIPHER is immutable and never freed.
    nonisolated(unsafe) private static let algorithm = EVP_CIPHER_fetch(nil, "AES-256-GCM", nil)

    static func seal(
        _ plaintext: some ContiguousBytes, key: [UInt8], nonce: [UInt8], associatedData: [UInt8]
    ) throws(CryptographyError) -> (ciphertext: [UInt8], tag: [UInt8]) {
        let context = try Context(key: key, nonce: nonce, associatedData: associatedData, encrypting: true)
        let ciphertext = try context.transform(plaintext)
        guard context.finish() else { throw .lastFailure("AES-256-GCM seal") }
        return (ciphertext, try context.tag())
    }

    static func open(
        _ ciphertext: [UInt8], tag: [UInt8], key: [UInt8], nonce: [UInt8], associatedData: [UInt8]
    ) throws(CryptographyError) -> [UInt8] {
        let context = try Context(key: key, nonce: nonce, associatedData: associatedData, encrypting: false)
        let plaintext = try context.transform(ciphertext)
        try context.expect(tag: tag)
        guard context.finish() else {
            ERR_clear_error()
            throw .notAuthentic
        }
        return plaintext
    }

    /// Owns one EVP_CIPHER_CTX.
    private final class Context {
        private let handle: OpaquePointer

        init(key: [UInt8], nonce: [UInt8], associatedData: [UInt8], encrypting: Bool) throws(CryptographyError) {
            guard let handle = EVP_CIPHER_CTX_new() else { throw .lastFailure("EVP_CIPHER_CTX_new") }
            self.handle = handle
            guard key.count == 32, nonce.count == AEAD.nonceCount else { throw .wrongKey("AES-256-GCM key or nonce size") }
            guard EVP_CipherInit_ex2(handle, algorithm, key, nonce, encrypting ? 1 : 0, nil) == 1 else {
                throw .lastFailure("AES-256-GCM start")
            }
            var count: Int32 = 0
            guard associatedData.isEmpty
                    || EVP_CipherUpdate(handle, nil, &count, associatedData, Int32(associatedData.count)) == 1 else {
                throw .lastFailure("AES-256-GCM associated data")
            }
        }

        deinit {
            EVP_CIPHER_CTX_free(handle)
        }

        /// GCM is a stream: as many bytes come out as go in.
        func transform(_ input: some ContiguousBytes) throws(CryptographyError) -> [UInt8] {
            var done: Int32 = 1
            let output = input.withUnsafeBytes { input in
                [UInt8](unsafeUninitializedCapacity: input.count) { output, count in
                    guard let bytes = input.baseAddress?.assumingMemoryBound(to: UInt8.self), !input.isEmpty else { return }
                    var written: Int32 = 0
                    done = input.count <= Int32.max
                        ? EVP_CipherUpdate(handle, output.baseAddress, &written, bytes, Int32(input.count)) : 0
                    count = Int(written)
                }
            }
            guard done == 1 else { throw .lastFailure("AES-256-GCM") }
            return output
        }

        func finish() -> Bool {
            var count: Int32 = 0
            // Writes nothing for GCM, yet wants somewhere to write.
            var nothing = [UInt8](repeating: 0, count: 16)
            return EVP_CipherFinal_ex(handle, &nothing, &count) == 1
        }

        func tag() throws(CryptographyError) -> [UInt8] {
            var tag = [UInt8](repeating: 0, count: AEAD.tagCount)
            guard EVP_CIPHER_CTX_ctrl(handle, EVP_CTRL_AEAD_GET_TAG, Int32(tag.count), &tag) == 1 else {
                throw .lastFailure("AES-256-GCM tag")
            }
            return tag
        }

        func expect(tag: [UInt8]) throws(CryptographyError) {
            var tag = tag
            guard tag.count == AEAD.tagCount,
                  EVP_CIPHER_CTX_ctrl(handle, EVP_CTRL_AEAD_SET_TAG, Int32(tag.count), &tag) == 1 else {
                throw .lastFailure("AES-256-GCM tag")
            }
        }
    }
}
