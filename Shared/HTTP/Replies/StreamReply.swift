/// An answer that is not JSON: bytes that are there already, or a stream. With an `ETag`, a GET that names it in `If-None-Match` gets 304.
public struct StreamReply: Sendable {
    public var status: Int
    public var contentType: String
    public var headers: HTTPHeaders
    private let body: EngineResponse.Body

    /// A body produced while it is sent.
    /// - Parameters:
    ///   - isLive: whether it has no end of its own. Live streams are ended first when the server stops.
    ///   - produce: writes the body and returns at its end. Throwing breaks the transfer off, so that the client sees a broken
    ///     body and not a short one. It runs in the request's task, which is cancelled when the client has gone.
    public init(
        status: Int = 200, contentType: String, headers: HTTPHeaders = [:], isLive: Bool = false,
        produce: @escaping @Sendable (StreamWriter) async throws -> Void
    ) {
        self.status = status
        self.contentType = contentType
        self.headers = headers
        body = .stream(isLive: isLive, produce: produce)
    }

    /// A body that is there already.
    public init(status: Int = 200, contentType: String, headers: HTTPHeaders = [:], bytes: [UInt8]) {
        self.status = status
        self.contentType = contentType
        self.headers = headers
        body = .bytes(bytes)
    }

    /// Text in UTF-8.
    public static func text(_ text: String, contentType: String = "text/plain; charset=utf-8") -> StreamReply {
        StreamReply(contentType: contentType, bytes: Array(text.utf8))
    }

    func response(to context: RequestContext) -> EngineResponse {
        if EntityTag.isKnown(status, headers, to: context) { return EngineResponse(status: 304, headers: headers.fields, body: .bytes([])) }
        var headers = headers
        if headers["Content-Type"] == nil { headers["Content-Type"] = contentType }
        guard context.method == "HEAD", case .stream = body else {
            return EngineResponse(status: status, headers: headers.fields, body: body)
        }
        // Nothing is produced for a HEAD request.
        return EngineResponse(status: status, headers: headers.fields, body: .bytes([]))
    }
}
