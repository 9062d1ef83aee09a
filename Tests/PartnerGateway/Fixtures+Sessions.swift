import Contracts
import Cryptography
import Foundation
import HTTP
import Outbound
import ServiceKit
import TestSupport

@testable import PartnerGateway

extension OutboundResponse {
    /// The session's cookie, as a browser would send it back.
    var cookie: String? {
        headers["Set-Cookie"].flatMap { $0.split(separator: ";").first.map(String.init) }
    }
}

extension TestService where S == PartnerGatewayService {
    static var codeSecret: String { String(repeating: "c", count: 32) }

    /// Asks for a code and reads it out of the event, as notifications does.
    func requestCode(_ address: String, from client: String = "192.0.2.7") async throws -> (id: UUID, code: String) {
        let answer = try await send(
            .post, "/v1/sign-in/codes", body: CodeRequest(channel: .email, address: address, locale: "de"),
            headers: [("X-Forwarded-For", client)]
        )
        let requested: CodeRequested = try answer.decoded()
        let event = try await tap.awaitEvent(.signInCodeRequested, as: SignInCodeRequested.self) { $0.id == requested.id }
        return (requested.id, try code(in: event))
    }

    /// A gateway that has just started has no key yet.
    func awaitKey() async throws {
        try await eventually("the gateway has a key and trusts it") { try await get("/.well-known/jwks.json").json["keys"] != [] }
    }

    func signInWithCode(_ address: String, key: ES256.PrivateKey? = nil, device: DeviceDescription? = nil) async throws -> OutboundResponse {
        try await awaitKey()
        let (id, code) = try await requestCode(address)
        let path = "/v1/sign-in/codes/\(id.text)"
        let headers = try key.map { [("DPoP", try proof(path, key: $0))] } ?? []
        return try await send(.post, path, body: CodeSignIn(code: code, device: device), headers: headers)
    }

    func refresh(
        _ cookie: String, key: ES256.PrivateKey? = nil, proof: String? = nil, device: DeviceDescription? = nil,
        headers: [(String, String)] = []
    ) async throws -> OutboundResponse {
        let path = "/v1/sessions/refresh"
        let proof = try proof ?? key.map { try self.proof(path, key: $0) }
        return try await send(
            .post, path, body: RefreshRequest(device: device), headers: [("Cookie", cookie)] + headers + (proof.map { [("DPoP", $0)] } ?? [])
        )
    }

    /// A proof of a device's key for a POST (RFC 9449).
    func proof(_ path: String, key: ES256.PrivateKey) throws -> String {
        let jwk: [String: JSONValue] = [
            "kty": "EC", "crv": "P-256", "x": .string(Base64URL.encode(key.publicKey.x)), "y": .string(Base64URL.encode(key.publicKey.y)),
        ]
        let header: JSONValue = ["typ": "dpop+jwt", "alg": "ES256", "jwk": .object(jwk)]
        let claims: JSONValue = [
            "jti": .string(UUID().text), "htm": "POST", "iat": .int(Int(Date().timeIntervalSince1970)),
            "htu": .string(context.publicURL.absoluteString + "/api/partner-gateway" + path),
        ]
        let signed = try Base64URL.encode(JSONCoding.encode(header)) + "." + Base64URL.encode(JSONCoding.encode(claims))
        return try signed + "." + Base64URL.encode(key.sign(Array(signed.utf8)))
    }

    /// What the access token of an answer says, unverified.
    func claims(_ answer: OutboundResponse) throws -> AccessClaims {
        let token = answer.json["accessToken"]?.stringValue ?? ""
        let segments = token.split(separator: ".")
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .secondsSince1970
        return try decoder.decode(AccessClaims.self, from: Data(segments.count == 3 ? Base64URL.decode(segments[1]) ?? [] : []))
    }

    func staffToken(_ permissions: [Permission]) async throws -> String {
        try await awaitKey()
        return try await issueToken(clock: context.clock).run(
            subject: UUID().text, kind: "staff", scopes: permissions.map(\.rawValue), name: "Staff", authenticatedAt: context.clock.now()
        ).token
    }
}
