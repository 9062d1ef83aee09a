import Contracts
import Foundation
import HTTP

/// The calls that partners get, as the OpenAPI document describes them.
enum PartnerCalls {
    static var all: [Webhook] {
        WebhookType.allCases.compactMap { type in WebhookMessage.example(type).map { webhook(type.rawValue, summary(type), $0) } }
            + [webhook(PingMessage.type, "A test that was asked for: it changes nothing", PingMessage.example)]
    }

    private static func webhook<Body: Codable & Sendable>(_ name: String, _ summary: String, _ example: Body) -> Webhook {
        Webhook(name, summary: summary, description: rules, headers: headers, answers: answers, example: example)
    }

    private static func summary(_ type: WebhookType) -> String {
        switch type {
        case .confirmed: "The appointment is booked"
        case .updated: "The appointment has changed, as its time or price"
        case .cancelled: "The appointment is cancelled; `reason` says why"
        case .checkedIn: "The car is here"
        case .started: "Work has begun"
        case .completed: "Work is done"
        case .noShow: "The car did not come"
        case .declined: "There is no appointment; `reason` says why, `alternatives` what is free"
        }
    }

    private static let rules = """
        Signed by Standard Webhooks: check it by one of its libraries, with the body as it came. A call may come again under the same \
        `webhook-id`: answer it 2xx and do nothing. Order is not promised: of calls about a booking (`data.id`), ignore those whose \
        `data.version` is not higher than what you have.
        """

    private static let headers = [
        Webhook.Header(
            "webhook-id", "The same at every try and every replay of the call.", example: "msg_0196f0c2-5a3e-7c4b-9d0e-3f6a1b2c4d5e"
        ),
        Webhook.Header("webhook-timestamp", "When this try was made, in seconds since 1970; refuse one that is old.", example: "1774425600"),
        Webhook.Header(
            "webhook-signature",
            "`v1,` and the HMAC-SHA-256 of `webhook-id.webhook-timestamp.body` in base64; two with a space between for a day after a new secret.",
            example: "v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4="
        ),
    ]

    private static let answers = [
        Webhook.Answer("2XX", "Taken. The body is not read."),
        Webhook.Answer("410", "No more calls: the endpoint is disabled until it is set again."),
        Webhook.Answer(
            "default", "Not taken, as no answer in time: the call is made again after growing pauses, later where `Retry-After` says so. After the "
                + "last try the endpoint is disabled until it is set again. Redirects are not followed."
        ),
    ]
}
