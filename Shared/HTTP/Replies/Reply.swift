import Contracts

/// The successful answer of a JSON operation.
public struct Reply<Output: Encodable & Sendable>: Sendable {
    public var status: Int
    /// The value that becomes the body; nil for none.
    public var body: Output?
    public var headers: HTTPHeaders

    public init(status: Int, body: Output?, headers: HTTPHeaders = [:]) {
        self.status = status
        self.body = body
        self.headers = headers
    }

    /// 200.
    /// - Parameter etag: the version of what is answered, quoted or not. A GET with a matching `If-None-Match` gets 304.
    public static func ok(_ body: Output, etag: String? = nil) -> Reply {
        Reply(status: 200, body: body).tagged(etag)
    }

    /// 201.
    /// - Parameter location: the path of what was made.
    public static func created(_ body: Output, location: String? = nil, etag: String? = nil) -> Reply {
        var reply = Reply(status: 201, body: body).tagged(etag)
        reply.headers["Location"] = location
        return reply
    }

    /// 202: taken, and done later.
    public static func accepted(_ body: Output) -> Reply { Reply(status: 202, body: body) }

    /// 204.
    public static var noContent: Reply { Reply(status: 204, body: nil) }

    private func tagged(_ etag: String?) -> Reply {
        var reply = self
        if let etag { reply.headers["ETag"] = EntityTag.quoted(etag) }
        return reply
    }

    func response(to context: RequestContext) throws -> EngineResponse {
        if EntityTag.isKnown(status, headers, to: context) { return EngineResponse(status: 304, headers: headers.fields, body: .bytes([])) }
        guard let body else { return EngineResponse(status: status, headers: headers.fields, body: .bytes([])) }
        let bytes = try JSONCoding.encode(body)
        var headers = headers
        if headers["Content-Type"] == nil { headers["Content-Type"] = "application/json" }
        return EngineResponse(status: status, headers: headers.fields, body: .bytes(bytes))
    }
}
