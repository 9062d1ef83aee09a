import Contracts
import Cryptography
import Foundation
import Outbound
import TestSupport

@testable import PartnerGateway

private func temporary(_ text: String) throws -> URL {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().text)
    try Data(text.utf8).write(to: file)
    return file
}

func withStaff(
    _ staff: String, _ passwords: StaffPasswords = .lasting, _ body: (TestService<PartnerGatewayService>) async throws -> Void
) async throws {
    let file = try temporary(staff)
    defer { try? FileManager.default.removeItem(at: file) }
    try await withGateway(settings: ["PITCREW_STAFF_FILE": file.path, "PITCREW_STAFF_PASSWORDS": passwords.rawValue]) { gateway in
        try await gateway.awaitKey()
        // By the table: whoever signs in too early is counted as guessing.
        try await eventually("the accounts are there") { try await !gateway.database.query("SELECT 1 FROM staff").isEmpty }
        try await body(gateway)
    }
}

extension TestService where S == PartnerGatewayService {
    static var pepper: Password.Pepper {
        get throws { try .staff(String(repeating: "k", count: 32)) }
    }

    func signIn(_ request: SignInRequest, from address: String = "192.0.2.9") async throws -> OutboundResponse {
        try await send(.post, "/v1/staff/sessions", body: request, headers: [("X-Forwarded-For", address)])
    }

    func seedStaff(_ staff: String, _ passwords: StaffPasswords = .lasting) async throws {
        let file = try temporary(staff)
        defer { try? FileManager.default.removeItem(at: file) }
        let end = EndSession(database: database, outbox: context.outbox, clock: context.clock)
        try await SeedStaff(
            database: database, file: file.path, passwords: passwords, pepper: Self.pepper, end: end,
            announce: AnnounceSecurityChange(context), clock: context.clock
        ).run()
    }
}
