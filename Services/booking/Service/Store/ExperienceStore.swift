import Contracts
import Foundation
import PostgreSQL
import Scheduling
import Synchronization

/// Learned durations by workshop. A model is made anew once enough jobs were finished since.
final class ExperienceStore: Sendable {
    private let durations: DurationStore
    private let models = Mutex<[UUID: DurationModel]>([:])

    init(durations: DurationStore) { self.durations = durations }

    func model(of workshop: UUID, in database: some Querying) async throws -> DurationModel {
        let jobs = try await durations.jobs(of: workshop, in: database)
        let known = models.withLock { $0[workshop] }
        if let known, known.jobs == jobs || (known.jobs >= DurationModel.fewestJobs && abs(jobs - known.jobs) < DurationStore.lesson) {
            return known
        }
        let model = DurationModel(try await durations.cells(of: workshop, in: database))
        models.withLock { $0[workshop] = model }
        return model
    }
}
