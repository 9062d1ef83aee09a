import CCurl

/// Owns one multi handle: a set of transfers and the connections they share.
///
/// `@unchecked Sendable`: everything but ``wake()`` is called from the loop's thread only, and waking is the one call that
/// libcurl allows from any thread.
final class CurlMulti: @unchecked Sendable {
    private let handle: UnsafeMutableRawPointer
    private let mailSockets = MailSockets()

    /// Nil when libcurl cannot be set up (out of memory or descriptors).
    init?() {
        guard CurlLibrary.isReady, let handle = curl_multi_init() else { return nil }
        self.handle = handle
        ccurl_multi_set_long(handle, CURLMOPT_MAXCONNECTS, 128)
    }

    deinit {
        mailSockets.cut()
        curl_multi_cleanup(handle)
    }

    /// Ends the current or the next ``wait(atMost:)``.
    func wake() {
        curl_multi_wakeup(handle)
    }

    func add(_ transfer: CurlTransfer) -> CURLMcode {
        transfer.trackSockets(in: mailSockets)
        return curl_multi_add_handle(handle, transfer.handle)
    }

    func remove(_ transfer: CurlTransfer) {
        transfer.withdrawMail()
        curl_multi_remove_handle(handle, transfer.handle)
    }

    /// To be called when a message failed: the state of its connection is not known. A mail lane has one transfer at a time, so
    /// no other is hit.
    func cutMailConnections() {
        mailSockets.cut()
    }

    /// Does what can be done without waiting.
    func perform() -> CURLMcode {
        var running: Int32 = 0
        return curl_multi_perform(handle, &running)
    }

    /// The next transfer that has ended since last asked, by its handle.
    func nextFinished() -> (handle: UnsafeMutableRawPointer, code: CURLcode)? {
        var code = CURLE_OK
        return ccurl_next_finished(handle, &code).map { ($0, code) }
    }

    /// Blocks until a socket is ready, a timer of libcurl is due, ``wake()`` is called or the time is up.
    func wait(atMost duration: Duration) {
        let milliseconds = max(0, min(duration / .milliseconds(1), 60_000))
        _ = curl_multi_poll(handle, nil, 0, Int32(milliseconds.rounded(.up)), nil)
    }
}
