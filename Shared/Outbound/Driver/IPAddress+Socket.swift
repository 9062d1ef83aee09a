import CCurl
import Glibc

extension IPAddress {
    /// The address libcurl wants to connect to; nil for families that are not IP.
    init?(_ target: UnsafeMutablePointer<curl_sockaddr>) {
        guard let offset = MemoryLayout<curl_sockaddr>.offset(of: \.addr) else { return nil }
        // `addr` is the head of a longer address, which libcurl's documentation lets one cast to the family's own type.
        let raw = UnsafeRawPointer(target) + offset
        switch target.pointee.family {
        case AF_INET:
            let address = raw.loadUnaligned(as: sockaddr_in.self)
            self = .v4(withUnsafeBytes(of: address.sin_addr) { Array($0) })
        case AF_INET6:
            let address = raw.loadUnaligned(as: sockaddr_in6.self)
            self = .v6(withUnsafeBytes(of: address.sin6_addr) { Array($0) })
        default:
            return nil
        }
    }

    /// From the usual text form: `192.0.2.1`, `2001:db8::1`.
    public init?(_ text: String) {
        var v4 = in_addr(), v6 = in6_addr()
        if inet_pton(AF_INET, text, &v4) == 1 {
            self = .v4(withUnsafeBytes(of: v4) { Array($0) })
        } else if inet_pton(AF_INET6, text, &v6) == 1 {
            self = .v6(withUnsafeBytes(of: v6) { Array($0) })
        } else {
            return nil
        }
    }
}
