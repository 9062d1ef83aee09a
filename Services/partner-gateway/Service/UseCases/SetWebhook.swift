import Concurrency
import Contracts
import Foundation
import Outbound
import PostgreSQL

/// Sets where a partner is called; what waited while the endpoint was disabled is owed now.
struct SetWebhook: Sendable {
    let database: PostgresClient
    let webhooks: WebhookStore
    let addresses: AddressPolicy
    let clock: any WallClock
    let wakeup: Wakeup

    static let privateAddress = "must not be a private address: calls go to the public Internet only"

    /// - Returns: the secret in its text form.
    func run(_ text: String, partner: UUID, environment: PartnerEnvironment) async throws -> String {
        let url = try validated(text)
        return try await database.withTransaction { transaction in
            guard try await PartnerStore.exists(partner, in: transaction) else { throw GatewayError.partnerUnknown }
            let secret = try await webhooks.put(url, partner: partner, environment: environment, in: transaction)
            try await DeliveryStore.release(partner: partner, environment: environment, at: clock.now(), in: transaction)
            transaction.afterCommit { [wakeup] in wakeup.signal() }
            return WebhookSignature.text(ofSecret: secret)
        }
    }

    /// Over the open network only https. A private address that is written out is refused at once; what a name leads to is checked when the
    /// call is made, since names change.
    private func validated(_ text: String) throws -> URL {
        let schemes = addresses == .publicOnly ? ["https"] : ["https", "http"]
        // RFC 3986 knows neither spaces nor control characters; Foundation takes and keeps them.
        let isOneWord = text.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7f }
        guard text.utf8.count <= 2000, isOneWord, let url = URL(string: text), let scheme = url.scheme?.lowercased(), schemes.contains(scheme),
            let host = url.host, !host.isEmpty, url.user == nil, url.fragment == nil
        else { throw refused("must be an \(schemes.joined(separator: " or ")) URL without user and fragment") }
        guard permits(host) else { throw refused(Self.privateAddress) }
        return url
    }

    private func permits(_ host: String) -> Bool {
        if addresses == .any { return true }
        // A resolver never looks this name up (RFC 6761, section 6.3), with or without the root's dot.
        let name = host.lowercased().trimmingCharacters(in: ["."])
        if name == "localhost" || name.hasSuffix(".localhost") { return false }
        return IPAddress(host.trimmingCharacters(in: ["[", "]"])).map(addresses.permits) ?? true
    }

    private func refused(_ rule: String) -> ValidationError { ValidationError([FieldViolation("url", rule)]) }
}
