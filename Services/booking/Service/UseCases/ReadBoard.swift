import Contracts
import Foundation
import PostgreSQL
import Scheduling

/// A workshop's day as the advisor sees it.
struct Board: Codable, Sendable, Hashable {
    struct Technician: Codable, Sendable, Hashable {
        let id: UUID
        let name: String
        let skills: [String: Int]
        /// When they are there, breaks and absences left out.
        let shift: [Period]
    }
    struct Bay: Codable, Sendable, Hashable {
        let id: UUID
        let name: String
        let kind: String
    }
    let workshop: WorkshopReference
    let date: LocalDate
    let technicians: [Technician]
    let bays: [Bay]
    let appointments: [BoardAppointment]
    /// Slots that are being booked at the moment.
    let holds: [HeldPlace]
    let now: Date
}

struct ReadBoard: Sendable {
    let database: PostgresClient
    let plans: PlanStore
    let appointments: AppointmentStore
    let holds: HoldStore
    let durations: DurationStore
    let experience: ExperienceStore
    let clock: any WallClock

    func callAsFunction(of workshop: UUID, on date: LocalDate) async throws -> Board {
        let plan = try await plans.plan(of: workshop, from: date, days: 1, in: database)
        let (model, grid) = (plan.model, plan.days.first?.grid)
        let technicians = model.technicians.map { id, technician in
            Board.Technician(
                id: id, name: technician.name, skills: technician.skills, shift: grid?.presence(of: id, in: model.workshop).map(Period.init) ?? []
            )
        }
        return Board(
            workshop: model.reference, date: date, technicians: technicians.sorted { ($0.name, $0.id.text) < ($1.name, $1.id.text) },
            bays: model.bays.map { Board.Bay(id: $0, name: $1.name, kind: $1.kind) }.sorted { ($0.name, $0.id.text) < ($1.name, $1.id.text) },
            appointments: try await promised(try await appointments.board(of: workshop, on: date, in: database), model),
            holds: try await holds.held(of: workshop, on: date, at: clock.now(), in: database), now: clock.now()
        )
    }

    private func promised(_ states: [AppointmentState], _ model: WorkshopModel) async throws -> [BoardAppointment] {
        let started = states.filter { $0.status == .started }.map(\.id)
        let risk = PromiseRisk(
            model: model, experience: try await experience.model(of: model.id, in: database),
            began: started.isEmpty ? [:] : try await durations.starts(of: started, in: database), now: clock.now().epochMinute)
        let probabilities = risk.probabilities(states)
        return states.map { BoardAppointment($0, promiseRisk: probabilities[$0.id]) }
    }
}
