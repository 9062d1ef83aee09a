import HTTP

/// A cookie of this very host: never for scripts, never without encryption but on this machine itself (RFC 6265bis, prefix `__Host-`).
struct HostCookie: Sendable {
    enum SameSite: String, Sendable {
        case strict = "Strict"
        /// Comes along when another site sends the browser here.
        case lax = "Lax"
    }

    let name: String
    let sameSite: SameSite

    /// The `Set-Cookie` header; nothing for no seconds, which takes the cookie away.
    func header(_ value: String, seconds: Int) -> String {
        "\(name)=\(value); Path=/; Max-Age=\(seconds); HttpOnly; Secure; SameSite=\(sameSite.rawValue)"
    }

    /// Takes the cookie away.
    var cleared: String { header("", seconds: 0) }

    /// The value that a request carries; nil for none.
    func value(in headers: HTTPHeaders) -> String? {
        for header in headers.all("Cookie") {
            for pair in header.split(separator: ";") {
                let pair = pair.drop { $0 == " " }
                if pair.hasPrefix("\(name)=") { return String(pair.dropFirst(name.count + 1)) }
            }
        }
        return nil
    }
}
