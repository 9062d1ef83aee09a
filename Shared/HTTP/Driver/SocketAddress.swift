import Glibc

/// A numeric IPv4 or IPv6 address with a port.
struct SocketAddress {
    private enum Family {
        case ipv4(sockaddr_in)
        case ipv6(sockaddr_in6)
    }

    private let family: Family

    init(_ text: String, port: Int) throws(HTTPEngineError) {
        guard let port = UInt16(exactly: port) else { throw HTTPEngineError(description: "\(port) is not a port") }
        var four = sockaddr_in()
        var six = sockaddr_in6()
        if inet_pton(AF_INET, text, &four.sin_addr) == 1 {
            four.sin_family = sa_family_t(AF_INET)
            four.sin_port = port.bigEndian
            family = .ipv4(four)
        } else if inet_pton(AF_INET6, text, &six.sin6_addr) == 1 {
            six.sin6_family = sa_family_t(AF_INET6)
            six.sin6_port = port.bigEndian
            family = .ipv6(six)
        } else {
            throw HTTPEngineError(description: "'\(text)' is not a numeric address to listen on")
        }
    }

    var isIPv6: Bool { if case .ipv6 = family { true } else { false } }

    /// The address as the C library wants it, valid inside `body`.
    func withPointer<Result>(_ body: (UnsafePointer<sockaddr>) -> Result) -> Result {
        switch family {
        case .ipv4(let address):
            withUnsafePointer(to: address) { $0.withMemoryRebound(to: sockaddr.self, capacity: 1, body) }
        case .ipv6(let address):
            withUnsafePointer(to: address) { $0.withMemoryRebound(to: sockaddr.self, capacity: 1, body) }
        }
    }
}
