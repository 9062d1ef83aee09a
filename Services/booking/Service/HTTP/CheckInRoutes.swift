import Contracts
import Foundation
import HTTP
import ServiceKit

/// Checking in by a customer's code, at the desk or at a kiosk.
struct CheckInRoutes: Sendable {
    let codes: CheckInCodes
    let checkIn: CheckInByCode

    func add(to router: inout Router) {
        router.on(
            .post, "/v1/check-ins", operation: "checkInByCode",
            summary: "Checks a customer in by their code; the same code again is answered, not refused", access: StaffRoutes.access,
            body: CheckInRequest.self, output: CheckInAnswer.self, errors: ProblemSpec.ofCheckIn
        ) { request, _, body in
            try await answering { .ok(try await checkIn(body, by: request.staff)) }
        }
        router.on(
            .get, "/v1/check-ins/key", operation: "readCheckInKey", summary: "The key that check-in codes are verified by, without network too",
            access: StaffRoutes.access, output: CheckInKeyView.self
        ) { _, _, _ in
            let key = codes.publicKey
            return .ok(key, etag: key.x)
        }
    }
}

extension ProblemSpec {
    fileprivate static let ofCheckIn = [
        ProblemSpec(422, "check-in-code-invalid", "This is no check-in code"),
        ProblemSpec(409, "check-in-code-void", "The check-in code is void"),
        ProblemSpec(409, "other-workshop", "The appointment is at another workshop"),
        ProblemSpec(409, "check-in-too-early", "It is too early to check in"),
        ProblemSpec(409, "check-in-too-late", "It is too late to check in"),
        notPossible, changedMeanwhile,
    ]
}
