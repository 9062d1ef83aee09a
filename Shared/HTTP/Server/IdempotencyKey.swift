/// The header that makes a creating request safe to send again.
enum IdempotencyKey {
    static let header = "Idempotency-Key"
    static let minimumLength = 16
    static let maximumLength = 255
    /// What a UUID has with all but certainty, and "1111111111111111" has not.
    private static let distinctCharacters = 6

    /// Throws 400 where the route demands a key and there is none, or one that others might use as well: at an open door the key is
    /// all that tells callers apart, and everywhere the stored answer is sealed under it.
    static func demand(for route: Route, in context: RequestContext) throws {
        guard route.isIdempotent else { return }
        guard let key = context.idempotencyKey, !key.isEmpty else {
            throw Problem(.idempotencyKeyRequired, detail: "Send a new \(header) with each new request, the same with a repeat.")
        }
        guard context.headers.all(header).count == 1 else {
            throw Problem(.idempotencyKeyRequired, detail: "Send one \(header): of several nobody could tell which counts.")
        }
        guard (minimumLength...maximumLength).contains(key.utf8.count), key.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else {
            throw Problem(
                .idempotencyKeyRequired, detail: "The key has \(minimumLength) to \(maximumLength) printable ASCII characters; use a UUID."
            )
        }
        guard Set(key.utf8).count >= distinctCharacters else {
            throw Problem(.idempotencyKeyRequired, detail: "The key must not be easy to guess; use a UUID.")
        }
    }
}
