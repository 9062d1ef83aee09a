import COpenSSL

/// How OpenSSL ends.
public enum OpenSSLExit {
    /// Keeps OpenSSL from taking itself apart while the process exits: a thread that is still connecting then (to the database, to a
    /// web server) would find its locks gone and crash. Must come before anything else that uses OpenSSL; the kernel frees the rest
    /// (OPENSSL_init_crypto(3), `OPENSSL_INIT_NO_ATEXIT`).
    public static func leaveEverything() {
        OPENSSL_init_crypto(UInt64(OPENSSL_INIT_NO_ATEXIT), nil)
    }
}
