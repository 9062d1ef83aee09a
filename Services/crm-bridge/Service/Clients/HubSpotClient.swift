import Configuration
import Contracts
import Foundation
import Outbound

/// HubSpot's CRM API, version 3: contacts made or changed by a property of ours that is unique there.
struct HubSpotClient: Sendable {
    let http: HTTPClient
    let base: URL
    let token: Secret
    /// What one call may take.
    let deadline: Duration
    let clock: any WallClock

    private struct Batch: Encodable {
        struct Input: Encodable {
            let idProperty = "pitcrew_customer_id"
            let id: String
            let properties: [String: String]
        }
        let inputs: [Input]
    }

    /// Tells HubSpot of up to 100 contacts in one call. Saying the same twice changes nothing there.
    /// - Returns: what follows from the answer; no answer is to be tried later.
    func upsert(_ contacts: [CRMContact]) async throws -> BatchVerdict {
        let batch = Batch(inputs: contacts.map { Batch.Input(id: $0.id.text, properties: $0.properties) })
        let request = OutboundRequest.json(
            .post, base.appendingPathComponent("crm/v3/objects/contacts/batch/upsert"), target: "hubspot",
            body: Data(try JSONCoding.encode(batch)), headers: ["Authorization": "Bearer \(token.revealed)"], deadline: deadline
        )
        do {
            let answer = try await http.send(request)
            return BatchVerdict(
                status: answer.status, body: answer.body, retryAfter: answer.retryAfter(now: clock.now()), ids: contacts.map(\.id)
            )
        } catch let error as OutboundError {
            return .later(String(error.description.prefix(300)), after: nil)
        }
    }
}
