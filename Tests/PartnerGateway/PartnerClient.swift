import Contracts
import Cryptography
import Foundation
import Outbound
import ServiceKit
import TestSupport

@testable import PartnerGateway

extension TestService where S == PartnerGatewayService {
    /// A further key of the partner.
    func addKey(_ partner: Partner, environment: String = "live", scopes: [String]? = nil, jwks: JSONValue? = nil) async throws -> Partner {
        var body: [String: JSONValue] = ["environment": .string(environment)]
        if let scopes { body["scopes"] = .array(scopes.map(JSONValue.string)) }
        if let jwks { body["jwks"] = jwks }
        let path = "/v1/partners/\(partner.id.text)/keys"
        let answer = try await post(path, JSONValue.object(body), token: try await operatorToken(), key: UUID().text)
        guard answer.status == 201 else { throw NeverHappened(description: "no key: \(answer.status) \(answer.json)") }
        return Partner(
            id: partner.id, clientID: answer.json["clientId"]?.stringValue ?? "", secret: answer.json["clientSecret"]?.stringValue ?? ""
        )
    }

    func accessToken(_ partner: Partner, scope: String? = nil) async throws -> String {
        let answer = try await partnerToken(partner, scope: scope)
        guard let token = answer.json["access_token"]?.stringValue else { throw NeverHappened(description: "no token: \(answer.status)") }
        return token
    }

    /// Asks for a token with these fields of a form.
    func tokenAnswer(_ fields: [(String, String)], headers: [(String, String)] = []) async throws -> OutboundResponse {
        let form = (fields + [("grant_type", "client_credentials")]).map { name, value in
            "\(name)=\(value.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")"
        }.joined(separator: "&")
        return try await send(
            .post, "/oauth/token", body: RawBody(form), headers: [("Content-Type", "application/x-www-form-urlencoded")] + headers
        )
    }
}

/// A partner's own signing key, and the assertions it makes.
struct Signer {
    let key: ES256.PrivateKey
    let kid = "k1"

    init() throws { key = try ES256.PrivateKey.generate() }

    var jwks: JSONValue {
        ["keys": [[
            "kty": "EC", "crv": "P-256", "kid": .string(kid), "x": .string(Base64URL.encode(key.publicKey.x)),
            "y": .string(Base64URL.encode(key.publicKey.y)),
        ]]]
    }

    struct Claims: Codable {
        var iss: String
        var sub: String
        var aud = "https://pitcrew.test"
        var exp = Date() + 120
        var iat: Date? = Date()
        var jti: String? = UUID().text
    }

    /// The form fields of an assertion by that client.
    func fields(_ client: String, _ change: (inout Claims) -> Void = { _ in }) throws -> [(String, String)] {
        var claims = Claims(iss: client, sub: client)
        change(&claims)
        return Self.fields(try JWT.sign(claims: claims, key: key, kid: kid))
    }

    static func fields(_ assertion: String) -> [(String, String)] {
        [("client_assertion_type", ClientAssertion.type), ("client_assertion", assertion)]
    }
}
