/// The header that makes a creating request safe to send again.
enum IdempotencyKey {
    static let header = "Idempotency-Key"
    static let maximumLength = 255

    /// Throws 400 where the route demands a key and there is none, or none that can be kept.
    static func demand(for route: Route, in context: RequestContext) throws {
        guard route.isIdempotent else { return }
        guard let key = context.idempotencyKey, !key.isEmpty else {
            throw Problem(.idempotencyKeyRequired, detail: "Send a new \(header) with each new request, the same with a repeat.")
        }
        guard key.utf8.count <= maximumLength, key.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else {
            throw Problem(.idempotencyKeyRequired, detail: "The key is at most \(maximumLength) printable ASCII characters.")
        }
    }
}
