import CCurl

extension CurlTransfer {
    func configureHTTP(method: String, headerLines: [String], body: [UInt8], followRedirects: Bool) {
        set(CURLOPT_PROTOCOLS_STR, "http,https")
        set(CURLOPT_REDIR_PROTOCOLS_STR, "http,https")
        set(CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1)
        set(CURLOPT_ACCEPT_ENCODING, "gzip")
        set(CURLOPT_FOLLOWLOCATION, followRedirects ? 1 : 0)
        set(CURLOPT_MAXREDIRS, 5)
        // Fails early where the length is announced; the receiver counts in any case.
        note(ccurl_set_offset(handle, CURLOPT_MAXFILESIZE_LARGE, max(1, letter.request.maximumBytes)))
        // No waiting for "100 Continue".
        set(CURLOPT_HTTPHEADER, headerLines + ["Expect:"])
        configure(method: method, body: body)
    }

    private func configure(method: String, body: [UInt8]) {
        switch method {
        case "GET" where body.isEmpty:
            set(CURLOPT_HTTPGET, 1)
        case "HEAD":
            set(CURLOPT_NOBODY, 1)
        case "POST":
            note(ccurl_set_body(handle, body, body.count))
        case "DELETE" where body.isEmpty, "OPTIONS" where body.isEmpty:
            set(CURLOPT_CUSTOMREQUEST, method)
        default:
            // The method word survives a redirect, also one that asks for GET: nobody follows those after a PUT.
            note(ccurl_set_body(handle, body, body.count))
            set(CURLOPT_CUSTOMREQUEST, method)
        }
    }
}
