import Contracts
import Foundation
import HTTP

/// The cookie that carries a refresh token: never for scripts, never for other sites, never without encryption but on this machine itself
/// (RFC 6265bis; the prefix binds it to this very host).
enum SessionCookie {
    static let name = "__Host-pitcrew"

    static func header(_ grant: SessionGrant, now: Date) -> String {
        header(value: grant.refresh.text, seconds: max(0, Int(grant.expiresAt.timeIntervalSince(now))))
    }

    /// Takes the cookie away.
    static let cleared = header(value: "", seconds: 0)

    private static func header(value: String, seconds: Int) -> String {
        "\(name)=\(value); Path=/; Max-Age=\(seconds); HttpOnly; Secure; SameSite=Strict"
    }

    /// The refresh token a request carries; nil for none, or for one that cannot be ours.
    static func token(of request: RequestContext) -> RefreshToken? {
        let pairs = request.headers.all("Cookie").flatMap { $0.split(separator: ";") }
        let value = pairs.compactMap { pair -> Substring? in
            let parts = pair.split(separator: "=", maxSplits: 1)
            return parts.count == 2 && parts[0].allSatisfy({ $0 != "\t" }) && parts[0].drop(while: { $0 == " " }) == name[...] ? parts[1] : nil
        }.first
        guard let value, (40...64).contains(value.utf8.count) else { return nil }
        return RefreshToken(text: String(value))
    }
}
