import Contracts
import Foundation
import HTTP
import WebAuthn

/// Passkeys of whoever is signed in, and the start of signing in with one.
struct PasskeyAPI: Sendable {
    let register: RegisterPasskey
    let authenticate: AuthenticatePasskey
    let passkeys: ListPasskeys
    let clock: any WallClock

    /// Any person's token.
    private static let access = Access.scopes([])
    private static let tooMany = ProblemSpec(409, "too-many-passkeys", "There are as many passkeys as a person may have")
    /// An answer with the largest attestation is 30 KB.
    private static let maximumBody = 65_536

    func routes(_ router: inout Router) {
        router.on(
            .post, "/v1/passkeys/options", operation: "passkeyOptions", summary: "What the browser needs to make a passkey",
            access: Self.access, output: PasskeyCreation.self, errors: [Self.tooMany, .stepUpRequired, .freshProofRequired]
        ) { request, _, _ in
            try request.proveFresh(at: clock.now())
            let name = request.principal?.name ?? "Pitcrew"
            let (id, options) = try await register.options(
                for: try request.person, userName: name, provesLittle: request.provesLittle
            )
            return .unstored(PasskeyCreation(challengeId: id, publicKey: options))
        }
        router.on(
            .post, "/v1/passkeys", operation: "addPasskey", summary: "Register the passkey that the browser made", access: Self.access,
            query: NoQuery.self, body: PasskeyRegistration.self, output: PasskeyView.self, success: 201,
            errors: [ProblemSpec(422, "passkey-refused", "The passkey is refused"), Self.tooMany, .stepUpRequired, .freshProofRequired],
            maximumBody: Self.maximumBody
        ) { request, _, body in
            try request.proveFresh(at: clock.now())
            let record = try await register.finish(
                body.credential, challengeID: body.challengeId, name: body.name, for: try request.person,
                provesLittle: request.provesLittle
            )
            let view = PasskeyView(record)
            return .created(view, location: "/v1/passkeys/\(view.id)")
        }
        ownRoutes(&router)
    }

    private func ownRoutes(_ router: inout Router) {
        router.on(
            .get, "/v1/passkeys", operation: "listPasskeys", summary: "Your passkeys, the oldest first", access: Self.access,
            output: PasskeyList.self
        ) { request, _, _ in
            .ok(PasskeyList(items: try await passkeys.run(for: try request.person).map(PasskeyView.init)))
        }
        router.on(
            .delete, "/v1/passkeys/{id}", operation: "removePasskey", summary: "Remove one of your passkeys", access: Self.access,
            output: NoContent.self, success: 204,
            errors: [.stepUpRequired, .freshProofRequired, ProblemSpec(404, "passkey-unknown", "There is no such passkey of yours")]
        ) { request, _, _ in
            try request.proveFresh(at: clock.now())
            try await passkeys.remove(try request.pathParameter("id"), of: try request.person, provesLittle: request.provesLittle)
            return .noContent
        }
        router.on(
            .post, "/v1/sign-in/passkeys/options", operation: "passkeySignInOptions",
            summary: "What the browser needs to sign in with a passkey", access: .open, output: PasskeyRequest.self
        ) { _, _, _ in
            let (id, options) = try await authenticate.options()
            return .unstored(PasskeyRequest(challengeId: id, publicKey: options))
        }
    }
}

extension Reply {
    /// 200, for nobody's cache.
    fileprivate static func unstored(_ body: Output) -> Reply {
        Reply(status: 200, body: body, headers: ["Cache-Control": "no-store"])
    }
}
