/// How long a text is as a text message (3GPP TS 23.038, TS 23.040 section 9.2.3.24.1).
struct SMSLength: Sendable, Hashable {
    /// Whether every character is in the GSM 7-bit default alphabet or its extension; else UCS-2 is sent.
    let isGSM: Bool
    /// Septets, or UTF-16 code units.
    let units: Int
    /// How many messages it is sent as. Parts of a longer one lose seven septets, or three code units, to the header that joins them, and
    /// none ends inside of a character.
    let segments: Int

    init(_ text: String) {
        let septets = text.unicodeScalars.map(Self.septets)
        isGSM = !septets.contains(0)
        let lengths = isGSM ? septets : text.unicodeScalars.map { $0.value > 0xffff ? 2 : 1 }
        units = lengths.reduce(0, +)
        let (whole, part) = isGSM ? (160, 153) : (70, 67)
        segments = units <= whole ? 1 : Self.parts(lengths, of: part)
    }

    private static func parts(_ lengths: [Int], of size: Int) -> Int {
        var (parts, used) = (1, 0)
        for length in lengths {
            if used + length > size { (parts, used) = (parts + 1, 0) }
            used += length
        }
        return parts
    }

    /// The first character for whose sake UCS-2 is sent.
    static func firstOutside(_ text: String) -> Unicode.Scalar? { text.unicodeScalars.first { septets($0) == 0 } }

    /// Whether the text has letters of another script, so that there is no way around UCS-2. Greek begins where Latin letters end.
    static func isInAnotherScript(_ text: String) -> Bool {
        text.unicodeScalars.contains { $0.value >= 0x370 && septets($0) == 0 && $0.properties.isAlphabetic }
    }

    private static func septets(_ scalar: Unicode.Scalar) -> Int { basic.contains(scalar) ? 1 : extended.contains(scalar) ? 2 : 0 }

    private static let basic = Set(
        ("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
            + "abcdefghijklmnopqrstuvwxyzäöñüà").unicodeScalars
    )
    private static let extended = Set("\u{c}^{}\\[~]|€".unicodeScalars)
}
