import Configuration
import Contracts
import Cryptography
import Foundation
import ServiceKit
import TestSupport
import Testing

@testable import PartnerGateway

/// The use cases of a sign-in before a provider that says what it is told to, and a member of staff.
struct ProviderDesk: Sendable {
    static let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Peers/oidc_peer.py").path
    static let redirect = "https://door.example/api/partner-gateway/v1/sign-in/callback"
    static let advisor = UUID()
    let peer: PythonPeer
    let begin: BeginProviderSignIn
    let finish: FinishProviderSignIn
    let provider: OpenIDProvider
    let clock: ManualClock

    static func with(_ body: (ProviderDesk) async throws -> Void) async throws {
        try await withGateway { gateway in
            try await PythonPeer.with(script, arguments: ["forge"]) { peer in
                let desk = try ProviderDesk(gateway, peer)
                let account = StaffStore.Account(id: advisor, name: "Ada", role: .advisor, passwordHash: "none", passwordSince: Date())
                try await StaffStore.upsert(account, email: "ada@pitcrew.test", in: gateway.database)
                try await body(desk)
            }
        }
    }

    private init(_ gateway: TestService<PartnerGatewayService>, _ peer: PythonPeer) throws {
        let configuration = try #require(try OpenIDConfiguration(settings: Settings(environment: [
            "PITCREW_OIDC_ISSUER": peer.greeting, "PITCREW_OIDC_CLIENT_ID": "pitcrew", "PITCREW_OIDC_CLIENT_SECRET": "a secret+",
            "PITCREW_OIDC_ADDRESSES": "any",
        ])))
        let redirect = try #require(URL(string: Self.redirect))
        let store = ProviderSignInStore(sealing: .random())
        let context = gateway.context
        self.peer = peer
        clock = ManualClock(Date())
        provider = OpenIDProvider(configuration: configuration, http: context.http, clock: clock)
        begin = BeginProviderSignIn(database: gateway.database, store: store, provider: provider, redirect: redirect, clock: clock)
        finish = FinishProviderSignIn(
            database: gateway.database, store: store, provider: provider, redirect: redirect,
            admit: AdmitFromProvider(
                database: gateway.database, roles: configuration.roles, trustsAddresses: configuration.trustsAddresses,
                end: EndSession(database: gateway.database, outbox: context.outbox, clock: clock), confirmation: .seconds(3600),
                clock: clock, ids: context.ids
            ), clock: clock, logger: context.logger
        )
    }

    @discardableResult func ask(_ request: JSONValue) async throws -> JSONValue { try await peer.ask(request) }
}

/// The parameters of a URL.
func parameters(_ url: String) -> [String: String] {
    let items = URLComponents(string: url)?.queryItems ?? []
    return Dictionary(items.map { ($0.name, $0.value ?? "") }) { first, _ in first }
}
