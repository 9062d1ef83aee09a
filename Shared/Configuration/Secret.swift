/// A value that must not be seen: printing, interpolating, dumping or reflecting it shows only a placeholder.
public struct Secret: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The value itself. Hand it to what needs it; never to a log, an error or a response.
    public let revealed: String

    /// Hides a value.
    public init(_ value: String) { revealed = value }

    public var description: String { "[redacted]" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: [(label: String?, value: Any)](), displayStyle: .struct) }
}
