import Cryptography

/// Finds out who asks for a token and by which proof: exactly one (RFC 6749, section 2.3; RFC 7521, section 4.2).
enum ClientProof {
    static func read(
        _ body: TokenRequest, authorization: String?
    ) throws(OAuthError) -> (clientID: String, proof: AuthenticateClient.Proof) {
        let basic = BasicCredentials(authorization)
        let count = [basic != nil, body.client_secret != nil, body.client_assertion != nil].count { $0 }
        guard count <= 1, (body.client_assertion == nil) == (body.client_assertion_type == nil) else { throw .invalidRequest }
        if let basic {
            guard body.client_id == nil || body.client_id == basic.user else { throw .invalidRequest }
            return (basic.user, .secret(basic.password))
        }
        if let assertion = body.client_assertion {
            guard body.client_assertion_type == ClientAssertion.type else { throw .invalidRequest }
            // Without a client_id the assertion says who signed it; whether that is true is seen by its signature.
            guard let id = body.client_id ?? claimedSubject(of: assertion) else { throw .invalidClient }
            return (id, .assertion(assertion))
        }
        guard let id = body.client_id, let secret = body.client_secret else { throw .invalidClient }
        return (id, .secret(secret))
    }

    private struct Claimed: Decodable { let sub: String }

    private static func claimedSubject(of assertion: String) -> String? { try? JWT.unverified(assertion, as: Claimed.self).sub }
}
