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

    /// Over the open network only https; the address itself is checked when the call is made, since names change.
    private func validated(_ text: String) throws -> URL {
        let schemes = addresses == .publicOnly ? ["https"] : ["https", "http"]
        guard text.utf8.count <= 2000, let url = URL(string: text), let scheme = url.scheme?.lowercased(), schemes.contains(scheme),
            url.host?.isEmpty == false, url.user == nil, url.fragment == nil
        else {
            throw ValidationError([FieldViolation("url", "must be an \(schemes.joined(separator: " or ")) URL without user and fragment")])
        }
        return url
    }
}
