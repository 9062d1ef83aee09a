/// A template whose every name and filter is known to fit; it can be rendered from any value of its event.
indirect enum CheckedNode: Sendable, Hashable {
    case text(String)
    case value(Lookup, [ValueFilter], Escaping)
    case section(CheckedSection)
}

struct CheckedSection: Sendable, Hashable {
    let lookup: Lookup
    let cases: [String]?
    let isInverted: Bool
    /// Whether what it is shown for becomes the place that names inside are looked up in.
    let entersValue: Bool
    let body: [CheckedNode]
}

/// Where a name was found: the how manieth of the sections around (the message itself is 0), and the names from there.
struct Lookup: Sendable, Hashable {
    let frame: Int
    let names: [String]
}

/// What makes a value safe for where it stands.
enum Escaping: Sendable, Hashable {
    /// Plain text: as it is.
    case none
    /// Between tags, or in a quoted attribute.
    case html
    /// A whole address: only of the web, mail or telephone.
    case address
    /// A part of an address behind its beginning: percent-encoded.
    case addressPart
    /// A colour.
    case style
}

/// All parts of a message, checked.
struct CheckedTemplate: Sendable, Hashable {
    let subject: [CheckedNode]?
    let html: [CheckedNode]?
    /// Nil for a mail whose text is made from its HTML.
    let text: [CheckedNode]?
}
