import Contracts
import Foundation
import PostgreSQL

/// What the holder of a link sees and may still do.
struct ViewByLink: Sendable {
    let policies: Policies
    let exceptions = ExceptionStore()
    let clock: any WallClock

    func callAsFunction(_ appointment: AppointmentState, in database: some Querying) async throws -> AppointmentView {
        try await self([appointment], in: database)[0]
    }

    /// In the order given.
    func callAsFunction(_ appointments: [AppointmentState], in database: some Querying) async throws -> [AppointmentView] {
        guard !appointments.isEmpty else { return [] }
        let now = clock.now()
        let book = try await policies.book(for: appointments, in: database)
        let requests = try await exceptions.latest(of: appointments.map(\.id), in: database)
        return appointments.map { one in
            AppointmentView(
                appointment: one, policy: book.policy(for: one, role: .customer).view(of: one, at: now),
                exception: requests[one.id].map(RequestView.init)
            )
        }
    }
}
