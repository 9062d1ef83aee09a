import Outbound
import TestSupport

@testable import Booking

extension TestBooking {
    /// Sends lines as NDJSON.
    func upload(_ path: String, _ lines: [String], token: String) async throws -> OutboundResponse {
        let body = RawBody(lines.joined(separator: "\n"))
        return try await send(.post, path, body: body, token: token, headers: [("Content-Type", "application/x-ndjson")])
    }
}
