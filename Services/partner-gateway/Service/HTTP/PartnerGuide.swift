/// How a partner's developer begins: the description of the OpenAPI document.
enum PartnerGuide {
    static let text = """
        For partners, in five steps:

        1. Ask the workshop's operator for a client of the sandbox. You get a client id and a secret; or give a public key and sign assertions \
        (`private_key_jwt`).
        2. `POST /oauth/token` with `grant_type=client_credentials` gives an access token. Send it as `Authorization: Bearer …`.
        3. `POST /v1/bookings` with an `Idempotency-Key` asks for an appointment. The answer is 202; what becomes of it is told by webhook, and \
        `GET /v1/bookings/{id}` shows it. In the sandbox the reference decides: `decline-…` is declined with alternatives, `cancel-…` booked and \
        then cancelled, anything else booked.
        4. `PUT /v1/webhook` says where you are called, and answers with the secret that calls are signed with. `POST /v1/webhook/tests` has one made.
        5. Check each call's signature by a library of Standard Webhooks (https://www.standardwebhooks.com).

        The operations with a scope `partner.…` are a partner's; `webhooks` describes the calls you get. Errors are problem documents (RFC 9457): \
        go by the slug in `type`. `/oauth/token` refuses in the form of RFC 6749.
        """
}
