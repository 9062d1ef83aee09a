import Contracts
import Foundation
import HTTP

/// What an advisor may ask before anything is changed.
struct PlanningRoutes: Sendable {
    let replan: ProposeReplan
    let simulate: SimulateCapacity

    func add(to router: inout Router) {
        router.on(
            .post, "/v1/workshops/{id}/replan", operation: "proposeReplan",
            summary: "Proposes new times and people for appointments after a disruption; changes nothing", access: StaffRoutes.access,
            body: ReplanRequest.self, output: ReplanProposal.self, errors: [.unknownWorkshop, .planningBusy]
        ) { request, _, body in
            .ok(try await replan(body, of: try request.pathID("id")))
        }
        router.on(
            .post, "/v1/workshops/{id}/simulate", operation: "simulateCapacity",
            summary: "What more or less capacity would do, before anything is changed", access: StaffRoutes.access,
            body: SimulationRequest.self, output: SimulationAnswer.self, errors: [.unknownWorkshop, .unknownService, .planningBusy]
        ) { request, _, body in
            .ok(try await simulate(body, of: try request.pathID("id")))
        }
    }
}
