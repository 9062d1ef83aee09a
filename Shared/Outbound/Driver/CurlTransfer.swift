import CCurl

/// Owns one easy handle and everything libcurl keeps pointers to while it works. Confined to the loop's thread.
final class CurlTransfer {
    let handle: UnsafeMutableRawPointer
    let letter: CurlMailbox.Letter
    let mailbox: CurlMailbox
    let policy: AddressPolicy
    var result = CurlResult()
    /// What the callbacks found, which explains libcurl's vaguer code.
    var ownFailure: CurlFailure?
    /// Bytes of the upload already handed to libcurl.
    var uploadOffset = 0
    private(set) var configurationFailure: CurlFailure?
    private var lists: [UnsafeMutablePointer<curl_slist>] = []
    private var headerBytes = 0
    private static let maximumHeaderBytes = 64 * 1024

    /// Nil without memory.
    init?(_ letter: CurlMailbox.Letter, mailbox: CurlMailbox, options: CurlEngine.Options) {
        guard let handle = curl_easy_init() else { return nil }
        self.handle = handle
        self.letter = letter
        self.mailbox = mailbox
        policy = options.policy
        configure(options)
        switch letter.request.content {
        case .http(let method, let headerLines, let body, let followRedirects):
            configureHTTP(method: method, headerLines: headerLines, body: body, followRedirects: followRedirects)
        case .mail(let from, let to, _, let login, let tls):
            configureMail(from: from, to: to, login: login, tls: tls)
        }
    }

    deinit {
        curl_easy_cleanup(handle)
        lists.forEach { curl_slist_free_all($0) }
    }

    private func configure(_ options: CurlEngine.Options) {
        set(CURLOPT_URL, letter.request.url)
        // Signals are the process's own business.
        set(CURLOPT_NOSIGNAL, 1)
        // A transfer that ends while its host name is looked up must not hold the loop until the resolver gives up.
        set(CURLOPT_QUICK_EXIT, 1)
        // What the environment says about proxies would lead around the address policy.
        set(CURLOPT_PROXY, "")
        set(CURLOPT_NOPROXY, "*")
        set(CURLOPT_SSLVERSION, ccurl_tls12())
        set(CURLOPT_SSL_VERIFYPEER, 1)
        set(CURLOPT_SSL_VERIFYHOST, 2)
        if let authorities = options.authorities { set(CURLOPT_CAINFO, authorities) }
        let left = ContinuousClock.now.duration(to: letter.request.deadline)
        set(CURLOPT_TIMEOUT_MS, max(1, Int(left / .milliseconds(1))))
        set(CURLOPT_CONNECTTIMEOUT_MS, max(1, Int(options.connectTimeout / .milliseconds(1))))
        let context = Unmanaged.passUnretained(self).toOpaque()
        ccurl_set_receiver(handle, curlHeaderReceived, curlBodyReceived, context)
        if policy == .publicOnly { ccurl_set_open_socket(handle, curlOpenPublicSocket, context) }
    }

    func set(_ option: CURLoption, _ value: Int) {
        note(ccurl_set_long(handle, option, value))
    }

    func set(_ option: CURLoption, _ value: String) {
        note(ccurl_set_string(handle, option, value))
    }

    func set(_ option: CURLoption, _ values: [String]) {
        var list: UnsafeMutablePointer<curl_slist>?
        for value in values {
            guard let longer = curl_slist_append(list, value) else { continue }
            list = longer
        }
        guard let list else { return }
        lists.append(list)
        note(ccurl_set_list(handle, option, list))
    }

    func note(_ code: CURLcode) {
        if code != CURLE_OK, configurationFailure == nil {
            configurationFailure = CurlFailure(.invalid, String(cString: curl_easy_strerror(code)))
        }
    }

    /// False when the headers grow beyond any reason.
    func receiveHeader(_ line: some Collection<UInt8>) -> Bool {
        headerBytes += line.count
        guard headerBytes <= Self.maximumHeaderBytes else {
            ownFailure = CurlFailure(.tooLarge, "response headers are too large")
            return false
        }
        var text = Substring(decoding: line, as: UTF8.self)
        while let last = text.unicodeScalars.last, last == "\r" || last == "\n" { text.unicodeScalars.removeLast() }
        if case .http = letter.request.content, text.hasPrefix("HTTP/") { result.lines = [] }
        if !text.isEmpty { result.lines.append(String(text)) }
        return true
    }

    /// False when the body is larger than the caller wants.
    func receiveBody(_ bytes: some Collection<UInt8>) -> Bool {
        guard bytes.count <= letter.request.maximumBytes - result.body.count else {
            ownFailure = CurlFailure(.tooLarge, "response body is too large")
            return false
        }
        result.body.append(contentsOf: bytes)
        return true
    }

    /// The failure for libcurl's code, or the better reason a callback had for it.
    func failure(_ code: CURLcode) -> CurlFailure? {
        CurlFailure(code).map { ownFailure ?? $0 }
    }

    func captureStatus() {
        result.status = ccurl_response_code(handle)
    }

    /// Hands the result to the caller; once.
    func finish(with failure: CurlFailure?) {
        result.failure = failure
        letter.finish.resume(returning: result)
    }
}
