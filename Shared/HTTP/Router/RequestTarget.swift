/// The target of a request line (RFC 9112, section 3.2), taken apart.
struct RequestTarget: Sendable {
    /// The path as sent.
    let path: String
    /// The path's segments, each percent-decoded once after the split, so that an encoded slash never makes a segment.
    let segments: [String]
    /// What follows the question mark, not decoded.
    let query: String

    /// Nil where the target could be read in more than one way: broken escapes, dot segments, empty segments, control characters,
    /// an encoded slash.
    init?(_ target: String) {
        guard let origin = Self.originForm(target) else { return nil }
        let parts = origin.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        path = String(parts[0])
        query = parts.count > 1 ? String(parts[1]) : ""
        guard !path.utf8.contains(UInt8(ascii: "#")) else { return nil }
        var decoded: [String] = []
        if path != "/" {
            for raw in path.dropFirst().split(separator: "/", maxSplits: 64, omittingEmptySubsequences: false) {
                guard let segment = PercentEncoding.decode(raw), Self.isUnambiguous(segment) else { return nil }
                decoded.append(segment)
            }
        }
        segments = decoded
    }

    /// Path and query; a target in absolute form, which every server must accept, loses scheme and authority.
    private static func originForm(_ target: String) -> Substring? {
        if target.hasPrefix("/") { return target[...] }
        guard target.hasPrefix("http://") || target.hasPrefix("https://") else { return nil }
        let afterScheme = target.drop { $0 != "/" }.dropFirst(2)
        return afterScheme.firstIndex(of: "/").map { afterScheme[$0...] }
    }

    private static func isUnambiguous(_ segment: String) -> Bool {
        !segment.isEmpty && segment != "." && segment != ".."
            && !segment.utf8.contains { $0 < 0x20 || $0 == 0x7F || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }
    }
}
