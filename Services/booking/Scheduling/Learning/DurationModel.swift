import Foundation

/// Planned times corrected by what finished work really took.
///
/// The logarithm of actual over planned is a sum of four parts: everything, the service, the service on this class of vehicle, and the
/// technician. Each but the first is a random effect, estimated as its best linear unbiased predictor (Robinson 1991, "That BLUP is a
/// good thing"): its mean residual, drawn towards nothing as far as the jobs behind it are few and noisy. A technician who is new to a
/// service is judged by other work, a service nobody did yet by the house.
public struct DurationModel: Sendable {
    /// Fewer finished jobs than this change nothing: the guide holds.
    public static let fewestJobs = 20
    private static let sweeps = 60

    private struct VehicleKey: Hashable {
        let service: UUID
        let vehicleClass: String
    }

    public let jobs: Int
    private var house = 0.0
    private var services = Part<UUID>()
    private var vehicles = Part<VehicleKey>()
    private var technicians = Part<UUID>()
    /// Variance of one job around all that is known.
    private var noise = 0.0

    public init(_ cells: [DurationCell]) {
        let cells = cells.filter { $0.count > 0 }
        jobs = cells.reduce(0) { $0 + $1.count }
        guard jobs >= Self.fewestJobs else { return }
        let sum = cells.reduce(0) { $0 + $1.sum }
        house = sum / Double(jobs)
        noise = max(cells.reduce(0) { $0 + $1.squares } / Double(jobs) - house * house, 1e-4)
        for _ in 0..<Self.sweeps { sweep(cells) }
    }

    /// One round of Gauss and Seidel: each part is what the others leave over.
    private mutating func sweep(_ cells: [DurationCell]) {
        house = cells.reduce(0) { $0 + $1.sum - Double($1.count) * (expected($1) - house) } / Double(jobs)
        services = Part(cells, by: \.service, noise: noise) { expected($0) - services.value($0.service) }
        vehicles = Part(cells, by: { VehicleKey(service: $0.service, vehicleClass: $0.vehicleClass) }, noise: noise) {
            expected($0) - vehicles.value(VehicleKey(service: $0.service, vehicleClass: $0.vehicleClass))
        }
        technicians = Part(cells, by: \.technician, noise: noise) { expected($0) - technicians.value($0.technician) }
        settle()
        let squares = cells.reduce(0.0) { sum, cell in
            let mean = expected(cell)
            return sum + cell.squares - 2 * mean * cell.sum + mean * mean * Double(cell.count)
        }
        noise = max(squares / Double(jobs), 1e-4)
    }

    /// Moves what several parts could tell to the one that tells it at the least price, which sweeps alone would take hundreds of rounds
    /// for: what a service's vehicles have in common to the service, and what a whole part has in common to the house.
    private mutating func settle() {
        for (service, group) in Dictionary(grouping: vehicles.effects.keys, by: \.service) {
            let sum = group.reduce(0) { $0 + vehicles.value($1) }
            let common = (vehicles.strength * sum - services.strength * services.value(service))
                / (services.strength + Double(group.count) * vehicles.strength)
            services.effects[service]?.value += common
            for key in group { vehicles.effects[key]?.value -= common }
        }
        house += services.centre() + technicians.centre()
    }

    private func expected(_ cell: DurationCell) -> Double {
        logFactor(service: cell.service, vehicleClass: cell.vehicleClass, technician: cell.technician)
    }

    private func logFactor(service: UUID, vehicleClass: String, technician: UUID?) -> Double {
        house + services.value(service) + vehicles.value(VehicleKey(service: service, vehicleClass: vehicleClass))
            + (technician.map(technicians.value) ?? 0)
    }

    /// How much longer than others a technician takes; 1 for whoever nothing is known of.
    public func factor(technician: UUID) -> Double { exp(technicians.value(technician)) }

    /// How long work will take that the guide, or a technician's efficiency, gives `plannedMinutes`.
    /// - Parameter technician: nil where it is not decided yet.
    public func estimate(
        plannedMinutes: Int, service: UUID, vehicleClass: String, technician: UUID?
    ) -> DurationEstimate {
        guard jobs >= Self.fewestJobs else { return DurationEstimate(median: Double(max(plannedMinutes, 1)), spread: 0, jobs: 0) }
        let key = VehicleKey(service: service, vehicleClass: vehicleClass)
        let effects = [services.effects[service], vehicles.effects[key], technician.flatMap { technicians.effects[$0] }]
        let unsure = effects.reduce(noise / Double(jobs)) { $0 + ($1?.uncertainty ?? 0) }
        let factor = exp(logFactor(service: service, vehicleClass: vehicleClass, technician: technician))
        return DurationEstimate(
            median: Double(max(plannedMinutes, 1)) * factor, spread: (noise + unsure).squareRoot(), jobs: vehicles.effects[key]?.jobs ?? 0)
    }

    /// A random effect of one group.
    private struct Effect {
        var value: Double
        /// Variance that is left about the value itself.
        var uncertainty: Double
        var jobs: Int
    }

    /// The effects of all groups of one kind.
    private struct Part<Key: Hashable & Sendable>: Sendable {
        var effects: [Key: Effect] = [:]
        /// So many jobs are worth as much as knowing nothing.
        var strength = 1.0

        init() {}

        func value(_ key: Key) -> Double { effects[key]?.value ?? 0 }

        /// Takes the mean out of all.
        mutating func centre() -> Double {
            guard !effects.isEmpty else { return 0 }
            let mean = effects.values.reduce(0) { $0 + $1.value } / Double(effects.count)
            for key in effects.keys { effects[key]?.value -= mean }
            return mean
        }

        /// - Parameter others: what the other parts explain of a cell's mean.
        init(_ cells: [DurationCell], by key: (DurationCell) -> Key, noise: Double, others: (DurationCell) -> Double) {
            var groups: [Key: (jobs: Int, sum: Double)] = [:]
            for cell in cells {
                let group = groups[key(cell)] ?? (0, 0)
                groups[key(cell)] = (group.jobs + cell.count, group.sum + cell.sum - Double(cell.count) * others(cell))
            }
            strength = noise / Self.between(Array(groups.values), noise: noise)
            effects = groups.mapValues { [strength] group in
                let weight = Double(group.jobs) + strength
                return Effect(value: group.sum / weight, uncertainty: noise / weight, jobs: group.jobs)
            }
        }

        /// Variance between groups by moments (DerSimonian and Laird 1986), and never so small that ten jobs count for nothing or so
        /// large that two are believed.
        private static func between(_ groups: [(jobs: Int, sum: Double)], noise: Double) -> Double {
            let total = groups.reduce(0.0) { $0 + Double($1.jobs) }
            let squares = groups.reduce(0.0) { $0 + Double($1.jobs * $1.jobs) }
            let mean = groups.reduce(0) { $0 + $1.sum } / total
            let scatter = groups.reduce(0.0) { $0 + Double($1.jobs) * pow($1.sum / Double($1.jobs) - mean, 2) }
            let scale = total - squares / total
            let found = scale > 0 ? (scatter - Double(groups.count - 1) * noise) / scale : 0
            return min(max(found, noise / 40), noise / 8)
        }
    }
}
