import Contracts
import Cryptography
import Foundation
import PostgreSQL

/// Looks at the proof of a device's key that a request carries (RFC 9449). None is as good as none; a wrong one is refused.
struct ProveDevice: Sendable {
    let database: PostgresClient
    let clock: any WallClock
    /// Browsers' clocks are minutes off; a proof counts once, so its age matters little.
    private static let tolerance = Duration.seconds(300)

    /// - Parameters:
    ///   - proofs: every `DPoP` header of the request.
    ///   - url: what the client called.
    /// - Returns: the key's thumbprint; nil where there is no proof.
    /// - Throws: `GatewayError.invalidProof`.
    func run(_ proofs: [String], method: String, url: String) async throws -> String? {
        guard let header = proofs.first else { return nil }
        guard proofs.count == 1, let url = URL(string: url) else { throw GatewayError.invalidProof }
        let now = clock.now()
        let proof: DPoPProof
        do {
            proof = try DPoPProof.verify(
                header, method: method, url: url, now: now, maximumAge: Self.tolerance, leeway: Self.tolerance
            )
        } catch {
            throw GatewayError.invalidProof
        }
        let forgetAt = proof.issuedAt + Self.tolerance / .seconds(1) * 2
        let isFirst = try await SeenProofStore.see(of: proof.thumbprint, proof.jti, until: forgetAt, in: database)
        guard isFirst else { throw GatewayError.invalidProof }
        return proof.thumbprint
    }
}
