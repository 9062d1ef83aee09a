import Contracts
import Foundation
import Observability
import Outbound

/// Makes one webhook call.
struct WebhookCaller: Sendable {
    let http: HTTPClient
    let addresses: AddressPolicy
    let deadline: Duration
    let clock: any WallClock

    /// Never throws: whatever happens is what there is to record. Redirects are not followed; private networks are not entered.
    func call(_ endpoint: WebhookStore.Endpoint, id: UUID, body: String) async -> WebhookAttempt {
        let start = ContinuousClock.now
        func elapsed() -> Int { Int((ContinuousClock.now - start) / .milliseconds(1)) }
        var headers: OutboundHeaders = ["Content-Type": "application/json"]
        let signed = WebhookSignature.headers(id: "msg_\(id.text)", timestamp: clock.now(), body: body, secrets: endpoint.secrets)
        for (name, value) in signed { headers[name] = value }
        let request = OutboundRequest(
            .post, endpoint.url, target: "webhook", headers: headers, body: Array(body.utf8), deadline: deadline,
            maxResponseBytes: 64 << 10, addressPolicy: addresses
        )
        do {
            let response = try await http.send(request)
            return WebhookAttempt(
                status: response.status, error: response.isSuccess ? nil : "answered \(response.status)",
                retryAfter: response.retryAfter(now: clock.now()), milliseconds: elapsed()
            )
        } catch {
            return WebhookAttempt(status: nil, error: String(String(describing: error).prefix(300)), retryAfter: nil, milliseconds: elapsed())
        }
    }
}
