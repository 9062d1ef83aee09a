import Contracts
import Cryptography
import Foundation
import Outbound
import ServiceKit
import TestSupport

@testable import PartnerGateway

extension TestService where S == PartnerGatewayService {
    /// A customer who has signed in by mail; the access token, which counts.
    func customer(_ address: String) async throws -> String {
        let token = try await signInWithCode(address).json["accessToken"]?.stringValue ?? ""
        // Its own tokens count once the gateway has heard of its own keys.
        try await eventually("the gateway accepts its own tokens") { try await get("/v1/phones", token: token).status == 200 }
        return token
    }

    /// The text messages that notifications was asked to send so far, the first first.
    func texts(to number: String) throws -> [SignInCodeRequested] {
        try tap.payloads(.signInCodeRequested, as: SignInCodeRequested.self).filter { $0.channel == .sms && $0.address == number }
    }

    /// The code in a message, as notifications reads it.
    func code(in event: SignInCodeRequested) throws -> String {
        let key = try AEAD.Key(secret: Self.codeSecret, purpose: SignInCodeRequested.sealingPurpose)
        let box = Base64URL.decode(event.sealedCode) ?? []
        return String(decoding: try AEAD.open(box, key: key, associatedData: Array(event.id.text.utf8)), as: UTF8.self)
    }

    /// The code of the message that comes after the first `known` ones.
    func nextCode(to number: String, after known: Int) async throws -> String {
        try code(in: try await eventually("a text message") { try texts(to: number).dropFirst(known).first })
    }

    func addPhone(_ number: String, _ token: String) async throws -> OutboundResponse {
        try await post("/v1/phones", PhoneRequest(number: number, locale: "de"), token: token)
    }

    func prove(_ id: UUID, _ code: String, _ token: String) async throws -> OutboundResponse {
        try await post("/v1/phones/\(id.text)", PhoneProof(code: code), token: token)
    }

    /// Adds a number and proves it.
    @discardableResult func makePhone(_ number: String, _ token: String) async throws -> UUID {
        let known = try texts(to: number).count
        let added: PhoneView = try await addPhone(number, token).decoded()
        let answer = try await prove(added.id, try await nextCode(to: number, after: known), token)
        guard answer.status == 204 else { throw NeverHappened(description: "the number was not proved: \(answer.text)") }
        return added.id
    }

    func phones(_ token: String) async throws -> [PhoneView] { try await get("/v1/phones", token: token).decoded(PhoneList.self).items }

    func askForText(_ number: String, from client: String = "192.0.2.7") async throws -> OutboundResponse {
        try await send(
            .post, "/v1/sign-in/codes", body: CodeRequest(channel: .sms, address: number, locale: nil), headers: [("X-Forwarded-For", client)]
        )
    }

    func enter(_ requested: CodeRequested, _ code: String) async throws -> OutboundResponse {
        try await post("/v1/sign-in/codes/\(requested.id.text)", CodeSignIn(code: code, device: nil))
    }

    /// Waits until it was decided what becomes of a code for a number.
    /// - Returns: whether it left.
    func leaves(_ requested: CodeRequested) async throws -> Bool {
        let row = try await eventually("the code waits no longer") {
            try await database.query("SELECT phone_id FROM sign_in_codes WHERE id = \(requested.id) AND sealed IS NULL").first
        }
        let events = try await database.query("SELECT 1 FROM outbox WHERE subject = \(requested.id)")
        let isLinked = try row.getIfPresent("phone_id", as: UUID.self) != nil
        guard isLinked == !events.isEmpty else { throw NeverHappened(description: "the code and its event agree") }
        return isLinked
    }

    func metric(_ outcome: String) async throws -> String? {
        try await get("/metrics").text.split(separator: "\n").first { $0.hasPrefix(#"pitcrew_sms_codes_total{outcome="\#(outcome)"}"#) }
            .flatMap { $0.split(separator: " ").last.map(String.init) }
    }
}
