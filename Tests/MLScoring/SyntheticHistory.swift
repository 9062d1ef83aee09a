import Contracts
import Foundation

/// Customers of two kinds: those who keep coming about every 60 days, and those who stop.
enum SyntheticHistory {
    static let day = 86_400.0

    static func appointment(
        customer: UUID, start: Date, status: AppointmentStatus = .completed, version: Int64 = 1, id: UUID = UUID()
    ) -> AppointmentState {
        var state = AppointmentState.example
        state.id = id
        state.version = version
        state.status = status
        state.customer.id = customer
        state.channel = .advisor
        state.start = Date(timeIntervalSince1970: start.timeIntervalSince1970.rounded())
        state.end = state.start + 3600
        state.bookedAt = state.start - 5 * day
        state.changedAt = state.end
        state.cancellation = status == .cancelled ? Cancellation(reason: "changed_plans", by: .customer, at: state.start - day) : nil
        return state
    }

    /// 600 days up to `end`. One customer in three stops at some day, a few more pause; each is seen first within the first 60 days.
    static func visits(customers: Int, until end: Date) -> [(customer: UUID, visits: [AppointmentState])] {
        (0..<customers).map { index in
            let customer = UUID.v5(namespace: AppointmentState.example.id, name: "customer \(index)")
            let stops = index % 3 == 0 ? 60 + Double((index * 37) % 480) : 601
            let gap = 45 + Double((index * 13) % 30)
            let days = stride(from: Double((index * 7) % 60), to: min(600, stops), by: gap)
            return (customer, days.map { appointment(customer: customer, start: end - 600 * day + $0 * day) })
        }
    }
}
