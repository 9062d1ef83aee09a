/// How long a text is as a text message (3GPP TS 23.038, TS 23.040 section 9.2.3.24.1).
struct SMSLength: Sendable, Hashable {
    /// Whether every character is in the GSM 7-bit default alphabet or its extension; else UCS-2 is sent.
    let isGSM: Bool
    /// Septets, or UTF-16 code units.
    let units: Int

    init(_ text: String) {
        let septets = text.unicodeScalars.map { Self.basic.contains($0) ? 1 : Self.extended.contains($0) ? 2 : 0 }
        isGSM = !septets.contains(0)
        units = isGSM ? septets.reduce(0, +) : text.utf16.count
    }

    /// Parts of a longer message lose seven septets, or three code units, to the header that joins them.
    var segments: Int {
        let (whole, part) = isGSM ? (160, 153) : (70, 67)
        return units <= whole ? 1 : (units + part - 1) / part
    }

    private static let basic = Set(
        ("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
            + "abcdefghijklmnopqrstuvwxyzäöñüà").unicodeScalars
    )
    private static let extended = Set("\u{c}^{}\\[~]|€".unicodeScalars)
}
