import Glibc

/// U+0000 ends a text for libpq, which would cut a statement or a value there without a word.
enum ZeroByte {
    static func isIn(_ text: String) -> Bool { isIn(text.utf8.span) }

    /// The pointer does not leave the closure. The C library looks at many bytes at a time, and every parameter is looked at.
    static func isIn(_ bytes: Span<UInt8>) -> Bool {
        bytes.withUnsafeBytes { bytes in bytes.baseAddress.map { memchr($0, 0, bytes.count) != nil } ?? false }
    }
}
