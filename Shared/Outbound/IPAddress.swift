/// An Internet address as bytes, most significant first.
public enum IPAddress: Sendable, Hashable {
    /// Four bytes.
    case v4([UInt8])
    /// Sixteen bytes.
    case v6([UInt8])

    /// Whether the address belongs to the public Internet: not private, loopback, link-local, shared, reserved,
    /// documentation or multicast (the IANA special-purpose registries of RFC 6890), seen through the forms that carry an
    /// IPv4 address inside an IPv6 one.
    public var isPublic: Bool {
        switch self {
        case .v4(let bytes):
            !Self.reservedV4.contains { $0.contains(bytes) }
        case .v6(let bytes):
            if let inner = Self.carriersOfV4.first(where: { $0.contains(bytes) }).map({ _ in bytes.suffix(4) }) {
                IPAddress.v4(Array(inner)).isPublic
            } else {
                Self.globalUnicastV6.contains(bytes) && !Self.reservedV6.contains { $0.contains(bytes) }
            }
        }
    }

    private static let reservedV4: [Prefix] = [
        Prefix([0], 8), Prefix([10], 8), Prefix([100, 64], 10), Prefix([127], 8), Prefix([169, 254], 16), Prefix([172, 16], 12),
        Prefix([192, 0, 0], 24), Prefix([192, 0, 2], 24), Prefix([192, 88, 99], 24), Prefix([192, 168], 16),
        Prefix([198, 18], 15), Prefix([198, 51, 100], 24), Prefix([203, 0, 113], 24), Prefix([224], 4), Prefix([240], 4),
    ]
    /// All of it that IANA has given out for use.
    private static let globalUnicastV6 = Prefix([0x20], 3)
    /// Protocol assignments with Teredo, documentation, 6to4, documentation.
    private static let reservedV6: [Prefix] = [
        Prefix([0x20, 0x01, 0x00], 23), Prefix([0x20, 0x01, 0x0d, 0xb8], 32), Prefix([0x20, 0x02], 16), Prefix([0x3f, 0xff], 20),
    ]
    /// IPv4-mapped addresses and the well-known prefix of NAT64 (RFC 6052).
    private static let carriersOfV4: [Prefix] = [
        Prefix([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff], 96), Prefix([0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0], 96),
    ]

    /// The first bits that a block of addresses has in common; bytes left out are zero.
    private struct Prefix: Sendable {
        let bytes: [UInt8]
        let bits: Int

        init(_ bytes: [UInt8], _ bits: Int) {
            (self.bytes, self.bits) = (bytes, bits)
        }

        func contains(_ address: [UInt8]) -> Bool {
            (0..<bits).allSatisfy { bit in
                let mask: UInt8 = 0x80 >> UInt8(bit % 8)
                let expected = bit / 8 < bytes.count ? bytes[bit / 8] : 0
                return bit / 8 < address.count && address[bit / 8] & mask == expected & mask
            }
        }
    }
}
