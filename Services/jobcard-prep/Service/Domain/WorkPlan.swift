import Contracts
import Foundation

/// The steps and parts of one visit, made from its services and their bills.
struct WorkPlan: Sendable, Hashable {
    let steps: [JobcardState.Step]
    /// Quantity by SKU.
    let parts: [String: Int]

    /// A service without steps of its own is one step. Tenths of hours are spread so that they add up to the service's labour time.
    init(services: [ServiceLine], bills: [String: Bill]) {
        var steps: [JobcardState.Step] = []
        var parts: [String: Int] = [:]
        for service in services {
            let bill = bills[service.code] ?? .empty
            for part in bill.parts { parts[part.sku, default: 0] += part.quantity }
            let names = bill.steps.isEmpty ? [Bill.Step(name: service.name, percent: 100)] : bill.steps
            var (percent, spent) = (0, 0)
            for step in names {
                percent += step.percent
                let until = service.labourTenths * percent / 100
                steps.append(JobcardState.Step(
                    position: steps.count + 1, serviceCode: service.code, name: step.name, labourTenths: until - spent,
                    skill: service.skill, level: service.level
                ))
                spent = until
            }
        }
        self.steps = steps
        self.parts = parts
    }
}
