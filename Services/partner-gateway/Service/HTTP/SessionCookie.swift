import Contracts
import Foundation
import HTTP

/// The cookie that carries a refresh token, and goes to no other site.
enum SessionCookie {
    private static let cookie = HostCookie(name: "__Host-pitcrew", sameSite: .strict)

    static func header(_ grant: SessionGrant, now: Date) -> String {
        cookie.header(grant.refresh.text, seconds: max(0, Int(grant.expiresAt.timeIntervalSince(now))))
    }

    static let cleared = cookie.cleared

    /// The refresh token a request carries; nil for none, or for one that cannot be ours.
    static func token(of request: RequestContext) -> RefreshToken? {
        cookie.value(in: request.headers).flatMap { (40...64).contains($0.utf8.count) ? RefreshToken(text: $0) : nil }
    }
}
