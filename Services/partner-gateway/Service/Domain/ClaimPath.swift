import Contracts

/// Where a token says something: the name of a claim, or, with a slash before it, a JSON Pointer (RFC 6901) to one within another.
/// Names are taken as they are, for some providers use URLs with dots in them.
struct ClaimPath: Sendable, Hashable {
    private let names: [String]

    /// Nil for no text, and for an escape that no pointer has.
    init?(_ text: String) {
        guard !text.isEmpty else { return nil }
        guard text.hasPrefix("/") else {
            names = [text]
            return
        }
        let parts = text.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        names = parts.map { String($0).replacing("~1", with: "/").replacing("~0", with: "~") }
        let escapes = parts.joined().split(separator: "~", omittingEmptySubsequences: false).dropFirst()
        guard escapes.allSatisfy({ $0.hasPrefix("0") || $0.hasPrefix("1") }) else { return nil }
    }

    /// The texts there: one, or those of an array; none where there is nothing, or something else.
    func texts(in claims: JSONValue) -> [String] {
        let value = names.reduce(claims as JSONValue?) { $0?[$1] }
        return switch value {
        case .string(let text): [text]
        case .array(let items): items.compactMap(\.stringValue)
        default: []
        }
    }
}
