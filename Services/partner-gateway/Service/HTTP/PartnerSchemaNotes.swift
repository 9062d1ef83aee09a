import JSONSchema

// What the OpenAPI document says of members beside their types.

/// The members are optional in the type, so that a refusal has the RFC's own form.
extension TokenRequest: SchemaAnnotated {
    static let schemaNotes: [String: SchemaNote] = [
        "grant_type": SchemaNote("The only grant there is for partners.", values: ["client_credentials"], isRequired: true),
        "client_id": "Given by the operator; left out where `Authorization: Basic` has it, or an assertion.",
        "client_secret": "With `client_id`, where neither `Authorization: Basic` nor an assertion is sent: one request shows one proof.",
        "scope": "Of the key's scopes those that the token is to have, with spaces between; all unless told.",
        "client_assertion_type": SchemaNote("With `client_assertion`.", values: [ClientAssertion.type]),
        "client_assertion": """
            For a key that signs (`private_key_jwt`, RFC 7523): an ES256 JWT with the key's `kid` in its head; `iss` and `sub` the client id, `aud` \
            the issuer or this operation's URL, `exp` at most an hour ahead, `iat`, and a `jti` that is used once.
            """,
    ]
}

extension TokenAnswer: SchemaAnnotated {
    static let schemaNotes: [String: SchemaNote] = [
        "access_token": "To be sent as `Authorization: Bearer …`.", "token_type": "`Bearer`.", "expires_in": "Seconds.",
        "scope": "What the token has, with spaces between.",
        "error": "Of a refusal: the code of RFC 6749, section 5.2.", "error_description": "Of a refusal: what is wrong, for people.",
    ]
}

extension BookingWish: SchemaAnnotated {
    static let schemaNotes: [String: SchemaNote] = [
        "reference": """
            Your own number, 1 to 100 characters, used once. In the sandbox it decides: `decline-…` is declined with alternatives, `cancel-…` \
            booked and then cancelled, anything else booked.
            """,
        "workshopId": "One of `GET /api/booking/v1/workshops`.",
        "serviceIds": "1 to 10 services of the workshop, none twice.",
        "start": "A whole minute that lies ahead.",
    ]
}

extension WebhookMessage: SchemaAnnotated {
    static let environmentNote = SchemaNote("`sandbox` for what is tried out; absent in earnest.", values: [PartnerEnvironment.sandbox.rawValue])

    static let schemaNotes: [String: SchemaNote] = ["timestamp": "When it happened.", "environment": environmentNote]
}

extension WebhookMessage.Booking: SchemaAnnotated {
    static let schemaNotes: [String: SchemaNote] = [
        "id": "The booking request, as `POST /v1/bookings` answered.",
        "reference": "Your own number for it.",
        "version": "Grows with each change: ignore a call whose version is not higher than what you have.",
        "reason": "Why it was declined or cancelled, as `slot-taken`.",
        "alternatives": "What is free instead of what was declined.",
    ]
}

extension PingMessage: SchemaAnnotated {
    static let schemaNotes: [String: SchemaNote] = ["data": "Empty.", "environment": WebhookMessage.environmentNote]
}
