import CCurl

/// libcurl as a whole.
enum CurlLibrary {
    /// Sets libcurl up once in the process. Safe from any thread since libcurl 7.84 with the threadsafe feature.
    static let isReady: Bool = curl_global_init(Int(CURL_GLOBAL_ALL)) == CURLE_OK
}
