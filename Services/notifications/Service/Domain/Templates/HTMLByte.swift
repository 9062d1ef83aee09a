/// What a byte is in HTML.
extension UInt8 {
    var isLetter: Bool { (0x41...0x5a).contains(self) || (0x61...0x7a).contains(self) }

    /// What every reader of HTML takes for a part of a name.
    var isOfHTMLName: Bool { isLetter || (0x30...0x39).contains(self) || self == 0x2d || self == 0x3a || self == 0x5f }
}
