import Contracts
import Foundation
import Scheduling

extension WorkshopModel {
    /// What a finished job teaches of each of its services: nothing where it was left over night, or nobody believes it.
    ///
    /// Planned are the minutes of the labour guide, as they were sold, at the technician's efficiency. Of a job of several services each is
    /// taken to have been as much longer or shorter as the whole.
    func lesson(of state: AppointmentState, from start: Date, to end: Date) -> [DurationCell] {
        let calendar = workshop.calendar
        guard calendar.date(of: start.epochMinute) == calendar.date(of: end.epochMinute) else { return [] }
        let planned = state.services.reduce(0) { $0 + guideMinutes($1, by: state.technician.id) }
        let actual = Int((end.timeIntervalSince(start) / 60).rounded())
        return Set(state.services.map(\.id)).sorted { $0.uuidString < $1.uuidString }.compactMap { service in
            var cell = DurationCell(
                service: service, vehicleClass: state.vehicle.vehicleClass.rawValue, technician: state.technician.id)
            return cell.add(plannedMinutes: planned, actualMinutes: actual) ? cell : nil
        }
    }

    /// How long the whole of a booked visit will take whoever has it.
    func estimate(of state: AppointmentState, _ experience: DurationModel) -> DurationEstimate {
        let parts = state.services.map { line in
            experience.estimate(
                plannedMinutes: guideMinutes(line, by: state.technician.id), service: line.id,
                vehicleClass: state.vehicle.vehicleClass.rawValue, technician: state.technician.id)
        }
        let whole = DurationEstimate.sum(of: parts)
        guard experience.jobs < DurationModel.fewestJobs else { return whole }
        return DurationEstimate(median: whole.median, spread: Self.assumedSpread, jobs: 0)
    }

    /// Taken until enough jobs are finished: two of three are done within a quarter more or less than planned.
    static let assumedSpread = 0.25

    private func guideMinutes(_ line: ServiceLine, by technician: UUID) -> Int {
        let percent = max(technicians[technician]?.efficiencyPercent ?? 100, 1)
        return (line.labourTenths * 600 + percent - 1) / percent
    }
}

extension DurationModel {
    /// A service's demand with the labour that it has taken so far.
    func corrected(_ demand: ServiceDemand, service: UUID, vehicleClass: VehicleClass) -> ServiceDemand {
        var demand = demand
        let estimate = estimate(
            plannedMinutes: demand.labourTenths * 6, service: service, vehicleClass: vehicleClass.rawValue, technician: nil)
        demand.labourTenths = (estimate.minutes() + 5) / 6
        return demand
    }

    /// A technician as quick as the work has shown.
    func corrected(_ technician: Technician) -> Technician {
        var technician = technician
        let percent = Double(technician.efficiencyPercent) / factor(technician: technician.id)
        technician.efficiencyPercent = min(max(Int(percent.rounded()), 25), 400)
        return technician
    }
}
