import Contracts
import Cryptography
import Foundation
import TestSupport
import WebAuthn

/// An authenticator written in Python, with the ceremonies that these tests hold.
struct Authenticator {
    let peer: PythonPeer
    static let origin = "https://pitcrew.test"
    static let relyingParty = RelyingParty(id: "pitcrew.test", name: "Pitcrew", origins: [origin])
    static let challenge = Array("a challenge of thirty-two octets".utf8)
    static let user: [UInt8] = Array(1...16)
    private static let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Peers/authenticator.py").path

    static func with(_ body: (Authenticator) async throws -> Void) async throws {
        try await PythonPeer.with(script) { try await body(Authenticator(peer: $0)) }
    }

    func create(_ changes: [String: JSONValue] = [:]) async throws -> RegistrationResponseJSON {
        try await ask("create", changes)
    }

    func get(_ passkey: Passkey, _ changes: [String: JSONValue] = [:]) async throws -> AuthenticationResponseJSON {
        try await ask("get", [
            "id": .string(Base64URL.encode(passkey.id)), "userHandle": .string(Base64URL.encode(Self.user)),
        ].merging(changes) { _, new in new })
    }

    func ask<Result: Decodable>(_ what: String, _ changes: [String: JSONValue]) async throws -> Result {
        let ceremony: [String: JSONValue] = [
            "do": .string(what), "challenge": .string(Base64URL.encode(Self.challenge)), "origin": .string(Self.origin),
            "rpId": .string(Self.relyingParty.id),
        ]
        let line = try await peer.ask(JSONCoding.text(ceremony.merging(changes) { _, new in new }))
        let answer = try JSONCoding.decode(Answer<Result>.self, from: line.utf8)
        guard let result = answer.result else { throw PythonFailure(description: answer.error ?? line) }
        return result
    }

    private struct Answer<Result: Decodable>: Decodable {
        let result: Result?
        let error: String?
    }

    struct PythonFailure: Error { let description: String }

    static func register(_ answer: RegistrationResponseJSON) throws(WebAuthnRefusal) -> Passkey {
        try Registration.verify(answer, challengeHash: SHA256.digest(challenge), relyingParty: relyingParty)
    }

    static func signIn(_ answer: AuthenticationResponseJSON, _ passkey: Passkey) throws(WebAuthnRefusal) -> Authentication.Accepted {
        try Authentication.verify(
            answer, passkey: passkey, userHandle: user, challengeHash: SHA256.digest(challenge), relyingParty: relyingParty
        )
    }
}

/// Base64url with the bytes changed.
func changed(_ text: String, _ change: (inout [UInt8]) -> Void) -> String {
    var bytes = Base64URL.decode(text) ?? []
    change(&bytes)
    return Base64URL.encode(bytes)
}
