import Contracts
import Foundation
import HTTP
import WebAuthn

/// The ways in for people: a one-time code for customers, a password for staff accounts of the operator's file.
struct SignInAPI: Sendable {
    let requestCode: RequestSignInCode
    let withCode: SignInWithCode
    let staff: SignInStaff
    let withPasskey: AuthenticatePasskey
    let sessions: SessionAnswering

    func routes(_ router: inout Router) {
        router.on(
            .post, "/v1/sign-in/codes", operation: "requestSignInCode", summary: "Sends a one-time code to an address or a number", access: .open,
            body: CodeRequest.self, output: CodeRequested.self, success: 202,
            errors: [.tooManyFailures, .crossSite]
        ) { request, _, body in
            try request.proveSameSite(as: sessions.publicURL)
            let requested = try await requestCode.run(
                body.channel, address: body.address, locale: body.locale, client: request.clientAddress
            )
            return .accepted(CodeRequested(id: requested.id, expiresAt: requested.expiresAt))
        }
        router.on(
            .post, "/v1/sign-in/codes/{id}", operation: "signInWithCode", summary: "Opens a session for whoever has the code", access: .open,
            body: CodeSignIn.self, output: SessionAnswer.self, success: 201,
            errors: SessionAnswering.problems + [
                .tooManyFailures, ProblemSpec(401, "wrong-code", "Wrong code"), .codeExpired,
            ]
        ) { request, _, body in
            let id = try request.pathID("id")
            return try await sessions.opened(request, body.device) {
                try await withCode.run(id, code: body.code, client: request.clientAddress)
            }
        }
        router.on(
            .post, "/v1/sign-in/passkeys", operation: "signInWithPasskey", summary: "Opens a session for whoever holds a passkey",
            access: .open, query: NoQuery.self, body: PasskeySignIn.self, output: SessionAnswer.self, success: 201,
            errors: SessionAnswering.problems + [ProblemSpec(401, "wrong-credentials", "Wrong credentials")]
        ) { request, _, body in
            try await sessions.opened(request, body.device) {
                try await withPasskey.finish(body.credential, challengeID: body.challengeId)
            }
        }
        router.on(
            .post, "/v1/staff/sessions", operation: "signInStaff", summary: "Sign in with e-mail and password", access: .open,
            body: SignInRequest.self, output: SessionAnswer.self, success: 201,
            errors: SessionAnswering.problems + [
                ProblemSpec(401, "wrong-credentials", "Wrong credentials"), .tooManyFailures, ProblemSpec(503, "sign-in-busy", "Sign in busy"),
                ProblemSpec(403, "password-spent", "The password was for the first time only"),
            ]
        ) { request, _, body in
            try await sessions.opened(request, body.device) {
                try await staff.run(email: body.email, password: body.password, address: request.clientAddress)
            }
        }
    }
}

struct CodeRequest: Codable, Sendable {
    let channel: SignInCodeRequested.Channel
    /// By the channel: an e-mail address, or a number in E.164, as `+4930901820`.
    let address: String
    /// BCP 47, for the message; English where absent.
    let locale: String?
}

struct CodeRequested: Codable, Sendable {
    let id: UUID
    let expiresAt: Date
}

struct CodeSignIn: Codable, Sendable {
    let code: String
    let device: DeviceDescription?
}

struct PasskeySignIn: Codable, Sendable {
    let challengeId: UUID
    let credential: AuthenticationResponseJSON
    let device: DeviceDescription?
}

struct SignInRequest: Codable, Sendable {
    let email: String
    let password: String
    var device: DeviceDescription?
}
