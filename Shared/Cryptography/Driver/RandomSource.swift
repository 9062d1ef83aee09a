import COpenSSL

enum RandomSource {
    static func bytes(_ count: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { output, initialized in
            let done = RAND_bytes(output.baseAddress, Int32(count))
            // A process without randomness must not go on issuing keys.
            precondition(done == 1, "OpenSSL has no randomness")
            initialized = count
        }
    }
}
