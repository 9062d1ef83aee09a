import Contracts
import Foundation
import Testing

@testable import JobcardPrep

@Suite struct WorkPlanTests {
    private func line(_ code: String, tenths: Int) -> ServiceLine {
        ServiceLine(
            id: UUID(), code: code, name: "Service \(code)", labourTenths: tenths, price: Money(amount: 1, currency: "EUR"),
            skill: "engine", level: 1
        )
    }

    @Test(arguments: [1, 3, 7, 8, 25, 100])
    func stepsAddUpToTheLabourTime(tenths: Int) {
        let bill = Bill(parts: [], steps: [.init(name: "a", percent: 33), .init(name: "b", percent: 33), .init(name: "c", percent: 34)])
        let plan = WorkPlan(services: [line("X", tenths: tenths)], bills: ["X": bill])
        #expect(plan.steps.map(\.labourTenths).reduce(0, +) == tenths)
        #expect(plan.steps.map(\.position) == [1, 2, 3])
    }

    @Test func partsOfSeveralServicesAddUp() {
        let bill = Bill(parts: [.init(sku: "OIL", quantity: 4)], steps: [])
        let plan = WorkPlan(services: [line("A", tenths: 5), line("B", tenths: 5), line("C", tenths: 5)], bills: ["A": bill, "B": bill])
        #expect(plan.parts == ["OIL": 8])
        #expect(plan.steps.count == 3)
    }

    @Test(arguments: [
        (0, 0, 5, 3, 3), (4, 2, 4, 0, 2), (4, 2, 4, 5, 4), (4, 4, 1, 0, 1), (4, 4, 0, 0, 0), (2, 2, 6, -1, 2),
    ])
    func anAllocationTakesWhatThereIs(needed: Int, reserved: Int, need: Int, free: Int, expected: Int) {
        #expect(Allocation(needed: needed, reserved: reserved).following(need: need, free: free).reserved == expected)
    }

    @Test func aBillWhosePercentsDoNotAddUpIsRefused() {
        let bill = Bill(parts: [.init(sku: "", quantity: 0)], steps: [.init(name: "a", percent: 50)])
        #expect(Set(bill.violations.map(\.field)) == ["parts[0].sku", "parts[0].quantity", "steps"])
    }
}
