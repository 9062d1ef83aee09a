import Contracts

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
    ///
    /// Split by bytes, as proxies before us do: a slash with a combining accent behind it is one character of Swift, but still a slash.
    init?(_ target: String) {
        guard let origin = Self.originForm(target.utf8) else { return nil }
        let parts = origin.split(separator: UInt8(ascii: "?"), maxSplits: 1, omittingEmptySubsequences: false)
        path = String(Substring(parts[0]))
        query = parts.count > 1 ? String(Substring(parts[1])) : ""
        guard !path.utf8.contains(UInt8(ascii: "#")) else { return nil }
        var decoded: [String] = []
        if parts[0].count > 1 {
            for raw in parts[0].dropFirst().split(separator: UInt8(ascii: "/"), maxSplits: 64, omittingEmptySubsequences: false) {
                guard let segment = PercentEncoding.decode(Substring(raw)), Self.isUnambiguous(segment) else { return nil }
                decoded.append(segment)
            }
        }
        segments = decoded
    }

    /// Path and query; a target in absolute form, which every server must accept, loses scheme and authority.
    private static func originForm(_ target: String.UTF8View) -> Substring.UTF8View? {
        let slash = UInt8(ascii: "/")
        if target.first == slash { return target[...] }
        guard target.starts(with: "http://".utf8) || target.starts(with: "https://".utf8) else { return nil }
        let afterScheme = target.drop { $0 != slash }.dropFirst(2)
        return afterScheme.firstIndex(of: slash).map { afterScheme[$0...] }
    }

    private static func isUnambiguous(_ segment: String) -> Bool {
        !segment.isEmpty && segment != "." && segment != ".."
            && !segment.utf8.contains { $0 < 0x20 || $0 == 0x7F || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }
    }
}
