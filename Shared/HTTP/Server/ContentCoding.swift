/// Compression of text answers for clients that accept it (RFC 9110, section 12.5.3).
enum ContentCoding {
    /// Below this, compressing costs more than it saves.
    static let minimumBytes = 1024
    /// Above this, compressing takes a millisecond or more: too long for a thread that serves other connections.
    private static let longBytes = 32 << 10

    static func takesLong(for response: EngineResponse, to head: RequestHead) -> Bool {
        guard case .bytes(let bytes) = response.body, bytes.count > longBytes, compressible(response) != nil else { return false }
        return isAccepted(by: head)
    }

    static func apply(to response: EngineResponse, for head: RequestHead) -> EngineResponse {
        guard let bytes = compressible(response) else { return response }
        var headers = HTTPHeaders(response.headers)
        var coded = response
        headers["Vary"] = [headers["Vary"], "Accept-Encoding"].compactMap { $0 }.joined(separator: ", ")
        if isAccepted(by: head), let compressed = Gzip.compress(bytes) {
            headers["Content-Encoding"] = "gzip"
            // Other bytes for the same state: the tag can only promise equivalence.
            if let tag = headers["ETag"], !tag.hasPrefix("W/") { headers["ETag"] = "W/" + tag }
            coded.body = .bytes(compressed)
        }
        coded.headers = headers.fields
        return coded
    }

    /// The text of an answer that is worth compressing.
    private static func compressible(_ response: EngineResponse) -> [UInt8]? {
        guard case .bytes(let bytes) = response.body, bytes.count >= minimumBytes else { return nil }
        let headers = HTTPHeaders(response.headers)
        return isText(headers["Content-Type"] ?? "") && headers["Content-Encoding"] == nil ? bytes : nil
    }

    private static func isAccepted(by head: RequestHead) -> Bool { accepts(head.headers["Accept-Encoding"] ?? "") }

    private static func isText(_ type: String) -> Bool {
        type.hasPrefix("text/") || type.hasPrefix("application/json") || type.hasPrefix("application/problem+json")
            || type.hasPrefix("application/x-ndjson") || type.hasPrefix("image/svg")
    }

    static func accepts(_ header: String) -> Bool {
        header.split(separator: ",").contains { part in
            let pieces = part.split(separator: ";").map { $0.filter { $0 != " " }.lowercased() }
            let isRefused = pieces.dropFirst().contains { $0.hasPrefix("q=") && (Double($0.dropFirst(2)) ?? 0) <= 0 }
            return (pieces.first == "gzip" || pieces.first == "*") && !isRefused
        }
    }
}
