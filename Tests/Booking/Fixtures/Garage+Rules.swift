import Contracts
import Foundation
import Outbound
import TestSupport
import Testing

@testable import Booking

extension Garage {
    func setPolicies(_ document: PolicyDocument, of workshop: UUID? = nil) async throws {
        let path = workshop.map { "/v1/workshops/\($0.text)/policies" } ?? "/v1/policies"
        let answer = try await service.send(.put, path, body: document, token: try service.token(scopes: ["catalogue"]))
        try #require(answer.status == 204, Comment(rawValue: answer.text))
    }

    /// What the holder of a link does.
    func mine(
        _ method: OutboundRequest.Method, _ path: String, _ token: String, _ body: (any Encodable & Sendable)? = nil
    ) async throws -> (status: Int, slug: String?, view: AppointmentView?) {
        let answer = try await service.send(method, "/v1/my/appointment\(path)", body: body, token: token)
        return (answer.status, slug(answer), try? answer.decoded(AppointmentView.self))
    }

    /// Asks for what the policy refuses.
    func ask(_ wish: ExceptionWish, _ token: String, key: String = UUID().text) async throws -> OutboundResponse {
        try await service.send(
            .post, "/v1/my/appointment/exception", body: wish, token: token, headers: [("Idempotency-Key", key)]
        )
    }

    /// Asks, and expects to be heard.
    func asked(_ wish: ExceptionWish, _ token: String) async throws -> RequestView {
        let answer = try await ask(wish, token)
        try #require(answer.status == 201, "\(answer.text)")
        return try answer.decoded()
    }

    func decide(
        _ request: UUID, _ how: String, _ body: any Encodable & Sendable, ifMatch: Int? = nil
    ) async throws -> OutboundResponse {
        try await staff(.post, "/v1/exceptions/\(request.text)/\(how)", body, ifMatch: ifMatch)
    }

    func exceptions(_ query: String = "") async throws -> ExceptionPage {
        try await staff(.get, "/v1/exceptions?workshopId=\(Self.workshop.text)\(query)").decoded()
    }
}

extension Garage {
    static let respray = UUID(high: 5, low: 3)

    /// Two people prepare for an hour on a lift; the car stays there and dries for a night or more; one of them
    /// finishes in an hour.
    func offerRespray(nights: Int = 1) async throws {
        var service = Self.definition("RSP", "Respray", 20, "brakes", [])
        service.steps = [
            ServiceStepDefinition(labourTenths: 10, skill: "brakes", level: 1, technicians: 2, bayKind: "lift"),
            ServiceStepDefinition(
                labourTenths: 10, skill: "electrics", level: 1, bayKind: "lift", waitMinutes: (24 * nights - 10) * 60,
                waitAtMostMinutes: 24 * nights * 60, sameBay: true
            ),
        ]
        try await put("services", Self.respray, service)
    }
}
