import Contracts
import Foundation
import TestSupport
import Testing

@testable import Booking

@Suite struct DocumentTests {
    @Test func everyOperationIsInTheDocument() async throws {
        try await Garage.open { garage in
            let document = try await garage.service.get("/openapi.json")
            #expect(document.status == 200)
            guard case .object(let paths)? = document.json["paths"] else { return #expect(Bool(false), "has no paths") }
            let expected = [
                "/v1/workshops", "/v1/services", "/v1/slots", "/v1/appointments", "/v1/appointments/{id}", "/v1/appointments/{id}/move",
                "/v1/appointments/{id}/cancel", "/v1/appointments/{id}/check-in", "/v1/appointments/{id}/start",
                "/v1/appointments/{id}/complete", "/v1/appointments/{id}/no-show", "/v1/appointments/import", "/v1/board",
                "/v1/board/events", "/v1/my/appointment", "/v1/my/appointment/slots", "/v1/my/appointment/move",
                "/v1/my/appointment/cancel", "/v1/workshops/{id}", "/v1/technicians/{id}", "/v1/bays/{id}", "/v1/tools/{id}",
                "/v1/services/{id}", "/v1/policies", "/v1/workshops/{id}/policies", "/v1/my/appointment/exception", "/v1/exceptions",
                "/v1/exceptions/{id}", "/v1/exceptions/{id}/approve", "/v1/exceptions/{id}/override", "/v1/exceptions/{id}/decline",
                "/v1/workshops/{id}/audit", "/v1/workshops/{id}/audit.csv", "/v1/workshops/{id}/audit/verification",
            ]
            #expect(Set(expected).subtracting(paths.keys).isEmpty)
        }
    }
}
