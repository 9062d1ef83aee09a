/// Entity tags (RFC 9110, section 8.8.3).
enum EntityTag {
    /// The tag as a header wants it.
    static func quoted(_ tag: String) -> String { tag.hasPrefix("\"") || tag.hasPrefix("W/") ? tag : "\"\(tag)\"" }

    /// The tag without quotes and weakness mark.
    static func opaque(_ header: String) -> String {
        var tag = header.drop { $0 == " " }
        if tag.hasPrefix("W/") { tag = tag.dropFirst(2) }
        return tag.count >= 2 && tag.hasPrefix("\"") && tag.hasSuffix("\"") ? String(tag.dropFirst().dropLast()) : String(tag)
    }

    /// Whether the client has what would be answered: a GET whose `If-None-Match` names the answer's tag.
    static func isKnown(_ status: Int, _ headers: HTTPHeaders, to context: RequestContext) -> Bool {
        guard status == 200, context.method == "GET" || context.method == "HEAD", let tag = headers["ETag"],
            let known = context.headers["If-None-Match"]
        else { return false }
        return matches(known, tag)
    }

    /// Whether `If-None-Match` names the tag, by weak comparison.
    static func matches(_ header: String, _ tag: String) -> Bool {
        header == "*" || header.split(separator: ",").contains { opaque(String($0)) == opaque(tag) }
    }
}
