import Contracts
import Foundation
import HTTP
import PostgreSQL
import ServiceKit

/// Stock, goods received, what has to be bought, and what services take.
struct PartsAPI: Sendable {
    let database: PostgresClient
    let putPart: PutPart
    let receive: ReceiveGoods
    let setBill: SetBill

    private static let access = Access.permission(.appointments)

    func routes(_ router: inout Router) {
        router.on(
            .get, "/v1/parts", operation: "listParts", summary: "The stock of a workshop", access: Self.access, query: PartsQuery.self,
            output: PartsPage.self
        ) { _, query, _ in
            let limit = min(max(query.limit ?? 100, 1), 500)
            let items = try await PartStore.list(workshop: query.workshopId, after: query.cursor, limit: limit, in: database)
            return .ok(PartsPage(items: items, nextCursor: items.count == limit ? items.last?.sku : nil))
        }
        router.on(
            .put, "/v1/parts/{id}", operation: "putPart", summary: "Add a part, or rename and recount it", access: .permission(.catalogue),
            body: PartRequest.self, output: PartStore.Part.self,
            errors: [
                ProblemSpec(409, "below-reserved", "More is set aside than that"), ProblemSpec(409, "sku-taken", "The SKU is taken"),
                ProblemSpec(409, "part-differs", "The part has another SKU or workshop"),
            ]
        ) { request, _, body in .ok(try await putPart.run(try body.part(id: try request.pathID("id")))) }
        router.on(
            .post, "/v1/parts/{id}/receipts", operation: "receiveGoods", summary: "Goods received", access: Self.access, idempotent: true,
            body: ReceiptRequest.self, output: PartStore.Part.self, success: 201,
            errors: [ProblemSpec(404, "part-unknown", "There is no such part")]
        ) { request, _, body in
            let id = try request.pathID("id")
            let who = request.principal?.subject ?? "unknown"
            return try await idempotent(request, in: database) { transaction in
                .created(try await receive.run(body.quantity, part: id, by: who, in: transaction))
            }
        }
        router.on(
            .get, "/v1/procurement", operation: "listProcurement", summary: "What has to be bought, the most urgent first",
            access: Self.access, query: ProcurementQuery.self, output: ProcurementPage.self
        ) { _, query, _ in .ok(ProcurementPage(items: try await ProcurementStore.list(workshop: query.workshopId, in: database))) }
        router.on(
            .put, "/v1/bills/{serviceCode}", operation: "putBill", summary: "What a service takes: parts and steps",
            access: .permission(.catalogue), body: Bill.self, output: Bill.self
        ) { request, _, body in .ok(try await setBill.run(body, service: try request.pathParameter("serviceCode"))) }
    }
}
