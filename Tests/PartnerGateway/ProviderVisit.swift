import Contracts
import Cryptography
import Foundation
import Outbound
import ServiceKit
import TestSupport
import Testing

@testable import PartnerGateway

/// A gateway that staff sign in to at an independent provider, and their browser. All of it goes over HTTP.
struct ProviderVisit: Sendable {
    static let redirect = "https://pitcrew.test/api/partner-gateway/v1/sign-in/callback"
    static let path = "/v1/sign-in/providers/oidc"
    let gateway: TestService<PartnerGatewayService>
    let peer: PythonPeer
    let clientID: String

    /// - Parameter settings: of the gateway, beside those of the provider.
    static func with(_ settings: [String: String] = [:], _ body: (ProviderVisit) async throws -> Void) async throws {
        try await PythonPeer.with(ProviderDesk.script, arguments: ["mock"]) { peer in
            let client = try await peer.ask(["do": "register", "redirect": .string(redirect)])
            let id = try #require(client["client_id"]?.stringValue)
            let provider = [
                "PITCREW_OIDC_ISSUER": peer.greeting, "PITCREW_OIDC_CLIENT_ID": id, "PITCREW_OIDC_NAME": "Garage login",
                "PITCREW_OIDC_CLIENT_SECRET": try #require(client["client_secret"]?.stringValue), "PITCREW_OIDC_ADDRESSES": "any",
            ]
            try await withGateway(settings: provider.merging(settings) { _, new in new }) { gateway in
                try await gateway.awaitKey()
                try await body(ProviderVisit(gateway: gateway, peer: peer, clientID: id))
            }
        }
    }

    /// Where a browser is sent, and the cookie that ties the sign-in to it.
    struct Begun {
        let location: String
        let cookie: String
    }

    func begin(_ query: String = "?return=/board") async throws -> Begun {
        let answer = try await gateway.get(Self.path + query)
        try #require(answer.status == 302)
        return Begun(location: try #require(answer.headers["Location"]), cookie: try #require(answer.cookie(named: "__Host-pitcrew-oidc")))
    }

    /// The person signs in at the provider; the way back, as the door passes it on.
    /// - Parameters:
    ///   - subject: what the provider calls the person; made of the address unless told.
    ///   - known: seconds since the provider last asked them, as it remembers; nil for somebody whom it does not know yet.
    func signIn(
        _ begun: Begun, _ email: String = "ada@pitcrew.test", subject: String? = nil, claims: [String: JSONValue] = [:], known: Int? = nil
    ) async throws -> String {
        let all = ["email": .string(email), "email_verified": true].merging(claims) { _, new in new }
        let back = try await peer.ask([
            "do": "authorize", "url": .string(begun.location), "sub": .string(subject ?? "person-\(email)"), "claims": .object(all),
            "known": known.map(JSONValue.int) ?? .null,
        ])
        let url = try #require(back.stringValue)
        try #require(url.hasPrefix(Self.redirect + "?"))
        return "/v1/sign-in/callback" + url.dropFirst(Self.redirect.count)
    }

    /// - Parameter cookie: the browser's; nil for one that has none.
    func comeBack(_ path: String, _ cookie: String?) async throws -> OutboundResponse {
        try await gateway.send(.get, path, headers: cookie.map { [("Cookie", $0)] } ?? [])
    }

    /// The whole way, there and back.
    func visit(_ email: String = "ada@pitcrew.test", claims: [String: JSONValue] = [:]) async throws -> OutboundResponse {
        let begun = try await begin()
        return try await comeBack(try await signIn(begun, email, claims: claims), begun.cookie)
    }

    /// An account of the garage's own.
    func hire(_ email: String = "ada@pitcrew.test", _ role: Role = .advisor) async throws {
        let account = StaffStore.Account(id: UUID(), name: "Ada", role: role, passwordHash: "none", passwordSince: Date())
        try await StaffStore.upsert(account, email: email, in: gateway.database)
    }
}

extension OutboundResponse {
    /// A cookie that is set, as a browser would send it back; nil for none, or one that is taken away.
    func cookie(named name: String) -> String? {
        headers.values("Set-Cookie").first { $0.hasPrefix("\(name)=") && !$0.contains("Max-Age=0") }
            .flatMap { $0.split(separator: ";").first.map(String.init) }
    }

    /// The cookie of the session that was opened.
    var session: String? { cookie(named: "__Host-pitcrew") }

    /// Why the sign-in page is shown; nil where another is.
    var problem: String? {
        headers["Location"].flatMap { $0.hasPrefix("/sign-in?") ? parameters($0)["problem"] : nil }
    }
}

extension PythonPeer {
    /// One request of a program in Peers.
    func ask(_ request: JSONValue) async throws -> JSONValue {
        let line = try await ask(String(decoding: JSONCoding.encode(request), as: UTF8.self))
        return try #require(try JSONCoding.decode(JSONValue.self, from: Array(line.utf8))["result"], "\(line)")
    }
}
