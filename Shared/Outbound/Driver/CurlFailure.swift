import CCurl

/// Why a transfer failed.
struct CurlFailure: Sendable, Error {
    enum Kind: Sendable {
        case timeout, refused, resolve, tls, tooLarge, blockedAddress, connectionLost, protocolViolation
        /// The request itself cannot be made.
        case invalid
        /// SMTP: the server does not offer the encryption that is required.
        case tlsMissing
        /// SMTP: the server refuses the credentials, or speaking to us at all.
        case login
        /// SMTP: a command was refused, or could not be sent.
        case sending
        case cancelled
        /// The client is shut down, or has too much waiting.
        case unavailable
    }

    let kind: Kind
    /// libcurl's words; never an address, URL or content.
    let detail: String

    init(_ kind: Kind, _ detail: String) {
        (self.kind, self.detail) = (kind, detail)
    }

    /// Nil for success.
    init?(_ code: CURLcode) {
        guard code != CURLE_OK else { return nil }
        self.init(Self.kinds[code.rawValue] ?? .protocolViolation, String(cString: curl_easy_strerror(code)))
    }

    private static let kinds: [UInt32: Kind] = {
        let groups: [(Kind, [CURLcode])] = [
            (.timeout, [CURLE_OPERATION_TIMEDOUT]),
            (.refused, [CURLE_COULDNT_CONNECT]),
            (.resolve, [CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY]),
            (.tls, [
                CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
                CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_CRL_BADFILE, CURLE_SSL_INVALIDCERTSTATUS,
                CURLE_SSL_ENGINE_INITFAILED,
            ]),
            (.tooLarge, [CURLE_FILESIZE_EXCEEDED]),
            (.connectionLost, [CURLE_RECV_ERROR, CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE]),
            (.sending, [CURLE_SEND_ERROR]),
            (.invalid, [CURLE_URL_MALFORMAT, CURLE_BAD_FUNCTION_ARGUMENT]),
            (.tlsMissing, [CURLE_USE_SSL_FAILED]),
            (.login, [CURLE_LOGIN_DENIED, CURLE_REMOTE_ACCESS_DENIED]),
        ]
        return Dictionary(uniqueKeysWithValues: groups.flatMap { kind, codes in codes.map { ($0.rawValue, kind) } })
    }()
}
