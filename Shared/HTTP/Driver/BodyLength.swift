/// What a head says about the length of the body.
struct BodyLength {
    /// The announced length; 0 when none is announced.
    let announced: Int
    /// Two lengths, or a length beside a transfer coding: two readers could disagree on where the next request begins
    /// (request smuggling, RFC 9112, section 6.3).
    let isAmbiguous: Bool

    init(_ headers: HTTPHeaders) {
        let lengths = headers.all("Content-Length")
        let codings = headers.all("Transfer-Encoding")
        // Digits and nothing else: Swift reads a plus sign too.
        let length = lengths.first.flatMap { text in text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil }
        announced = length ?? 0
        isAmbiguous = lengths.count > 1 || codings.count > 1 || (!lengths.isEmpty && !codings.isEmpty)
            || (!lengths.isEmpty && (length ?? -1) < 0) || codings.contains { $0.lowercased() != "chunked" }
    }
}
