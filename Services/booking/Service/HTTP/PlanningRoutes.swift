import Contracts
import Foundation
import HTTP

/// What an advisor may ask before anything is changed.
struct PlanningRoutes: Sendable {
    let replan: ProposeReplan

    func add(to router: inout Router) {
        router.on(
            .post, "/v1/workshops/{id}/replan", operation: "proposeReplan",
            summary: "Proposes new times and people for appointments after a disruption; changes nothing", access: StaffRoutes.access,
            body: ReplanRequest.self, output: ReplanProposal.self, errors: [.unknownWorkshop, .planningBusy]
        ) { request, _, body in
            .ok(try await replan(body, of: try request.pathID("id")))
        }
    }
}
