import Contracts
import Foundation
import HTTP

struct PublishedKeys: Codable, Sendable {
    let keys: [SigningKeysState.Key]
}

/// Names are RFC 6749's, not ours.
struct TokenRequest: FormBody {
    let grant_type: String?
    let client_id: String?
    let client_secret: String?
    let scope: String?
    let client_assertion_type: String?
    let client_assertion: String?
}

/// An access token, or the reason why there is none (RFC 6749, sections 5.1 and 5.2).
struct TokenAnswer: Codable, Sendable {
    var access_token: String?
    var token_type: String?
    var expires_in: Int?
    var scope: String?
    var error: String?
    var error_description: String?

    init(_ issued: IssueToken.Issued, scope: String) {
        (access_token, token_type, expires_in, self.scope) = (issued.token, "Bearer", issued.expiresIn, scope)
    }

    init(_ refused: OAuthError) { (error, error_description) = (refused.rawValue, refused.description) }
}

/// The credentials of an `Authorization: Basic` header; both halves are form-encoded (RFC 6749, section 2.3.1).
struct BasicCredentials {
    let user: String
    let password: String

    init?(_ header: String?) {
        guard let header, header.lowercased().hasPrefix("basic "),
            let data = Data(base64Encoded: String(header.dropFirst(6)).trimmingCharacters(in: .whitespaces))
        else { return nil }
        // By bytes: an accent behind the colon does not take it away.
        let text = String(decoding: data, as: UTF8.self)
        let parts = text.utf8.split(separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false).map(Substring.init)
        guard parts.count == 2, let user = Self.decoded(parts[0]), let password = Self.decoded(parts[1]) else { return nil }
        self.user = user
        self.password = password
    }

    private static func decoded(_ text: Substring) -> String? {
        text.replacingOccurrences(of: "+", with: " ").removingPercentEncoding
    }
}
