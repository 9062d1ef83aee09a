/// A page of ours that a browser is sent back to: never another site's, however it is spelled.
struct ReturnPath: Sendable, Hashable {
    static let longest = 512
    let text: String

    /// Nil unless it begins with one slash, and holds only visible ASCII characters and no backslash (which browsers read as a slash).
    init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard (1...Self.longest).contains(bytes.count), bytes.first == UInt8(ascii: "/"), bytes.dropFirst().first != UInt8(ascii: "/"),
              bytes.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\\") }) else { return nil }
        self.text = text
    }
}
