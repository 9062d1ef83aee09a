/// One transfer as libcurl is asked for it; plain values, so that it can travel to libcurl's thread.
struct CurlRequest: Sendable {
    enum Content: Sendable {
        case http(method: String, headerLines: [String], body: [UInt8], followRedirects: Bool)
        case mail(from: String, to: [String], message: [UInt8], login: Login?, tls: SMTPConfiguration.TLS)
    }

    struct Login: Sendable {
        let username: String
        let password: String
    }

    var url: String
    var content: Content
    /// When the whole transfer must be over, waiting included.
    var deadline: ContinuousClock.Instant
    /// More than this many bytes of body, after decompression, fail the transfer.
    var maximumBytes: Int
}
