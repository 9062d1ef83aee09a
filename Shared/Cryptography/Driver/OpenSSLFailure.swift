import COpenSSL

extension CryptographyError {
    /// OpenSSL's reason for the call that just failed on this thread. Empties the thread's error queue, which other users of
    /// OpenSSL in the process (TLS) would otherwise take for their own.
    static func lastFailure(_ operation: StaticString) -> CryptographyError {
        let code = ERR_peek_last_error()
        let reason = ERR_reason_error_string(code).map { String(cString: $0) } ?? "no reason given"
        ERR_clear_error()
        return .library("\(operation): \(reason)")
    }
}
