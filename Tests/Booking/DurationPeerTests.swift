import Contracts
import Foundation
import Scheduling
import TestSupport
import Testing

/// The statistics against numpy, which solves the same model at once and draws days instead of adding up distributions.
@Suite struct DurationPeerTests {
    private static let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Peers/durations_peer.py").path

    private struct Job: Codable {
        let service, vehicle, technician: String
        let planned: Int
        var actual = 0
    }

    private struct Fit: Encodable {
        let `do` = "fit"
        let jobs: [Job]
        let asked: [Job]
    }

    private struct Estimate: Decodable {
        let median, spread: Double
    }

    private struct Promise: Codable {
        struct Link: Codable {
            let start, end: Int
            let median, spread: Double
            var elapsed = 0
        }
        var `do` = "promise"
        let seed, now: Int
        let chain: [Link]
    }

    private static func id(_ name: String) -> UUID { UUID(high: 8, low: UInt64(name.dropFirst()) ?? 0) }

    private static func jobs(seed: UInt64, count: Int, noise: Double, services: Int, technicians: Int) -> [Job] {
        var rng = SplitMix64(seed: seed)
        func bell() -> Double { (0..<12).reduce(-6) { sum, _ in sum + Double.random(in: 0..<1, using: &rng) } }
        let (ofService, ofTechnician) = ((0..<services).map { _ in 0.3 * bell() }, (0..<technicians).map { _ in 0.15 * bell() })
        return (0..<count).map { _ in
            // The first comes often, the last hardly ever.
            let service = Int(Double(services) * pow(Double.random(in: 0..<1, using: &rng), 2))
            let technician = Int.random(in: 0..<technicians, using: &rng)
            let planned = 6 * Int.random(in: 5...40, using: &rng)
            let factor = exp(0.1 + ofService[service] + ofTechnician[technician] + noise * bell())
            return Job(
                service: "s\(service)", vehicle: ["compact", "van"].randomElement(using: &rng) ?? "", technician: "t\(technician)",
                planned: planned, actual: max(Int(Double(planned) * min(max(factor, 0.15), 9)), 1))
        }
    }

    @Test(arguments: [
        (1, 60, 0.2, 3, 2), (2, 400, 0.15, 6, 4), (3, 400, 0.5, 6, 4), (4, 1_500, 0.25, 12, 8), (5, 25, 0.3, 4, 3),
    ] as [(UInt64, Int, Double, Int, Int)])
    func estimatesAreThoseOfTheMixedModelEquations(seed: UInt64, count: Int, noise: Double, services: Int, technicians: Int) async throws {
        let jobs = Self.jobs(seed: seed, count: count, noise: noise, services: services, technicians: technicians)
        var cells: [String: DurationCell] = [:]
        for job in jobs {
            let key = "\(job.service) \(job.vehicle) \(job.technician)"
            var cell = cells[key] ?? DurationCell(service: Self.id(job.service), vehicleClass: job.vehicle, technician: Self.id(job.technician))
            cell.add(plannedMinutes: job.planned, actualMinutes: job.actual)
            cells[key] = cell
        }
        let model = DurationModel(Array(cells.values))
        let unknown = Job(service: "s900", vehicle: "van", technician: "t900", planned: 60)
        let asked = (0..<services).flatMap { service in
            ["compact", "van"].map { Job(service: "s\(service)", vehicle: $0, technician: "t\(service % technicians)", planned: 120) }
        } + [unknown]
        let request = String(decoding: try JSONEncoder().encode(Fit(jobs: jobs, asked: asked)), as: UTF8.self)
        let answer = try await PythonPeer.with(Self.script) { try await $0.ask(request) }
        let theirs = try JSONDecoder().decode([Estimate].self, from: Data(answer.utf8))
        for (job, other) in zip(asked, theirs) {
            let own = model.estimate(
                plannedMinutes: job.planned, service: Self.id(job.service), vehicleClass: job.vehicle, technician: Self.id(job.technician))
            #expect(abs(own.median / other.median - 1) < 0.01, "\(job): \(own.median), numpy \(other.median)")
            #expect(abs(own.spread / other.spread - 1) < 0.01, "\(job): \(own.spread), numpy \(other.spread)")
        }
    }

    @Test func promisesAreThoseOfDrawnDays() async throws {
        let days: [[Promise.Link]] = [
            [.init(start: 0, end: 60, median: 60, spread: 0.25)],
            [.init(start: 0, end: 75, median: 60, spread: 0.25), .init(start: 60, end: 180, median: 90, spread: 0.4)],
            // One waits for its customer, whatever the one before did.
            [.init(start: 0, end: 40, median: 20, spread: 0.3), .init(start: 120, end: 190, median: 60, spread: 0.2)],
            // What has begun, some of it past its time.
            [.init(start: 0, end: 30, median: 60, spread: 0.25, elapsed: 45), .init(start: 30, end: 100, median: 60, spread: 0.25)],
            [.init(start: 0, end: 20, median: 60, spread: 0.25, elapsed: 90), .init(start: 15, end: 200, median: 150, spread: 0.3)],
            (0..<6).map { .init(start: 60 * $0, end: 60 * $0 + 66, median: 57, spread: 0.2) },
        ]
        try await PythonPeer.with(Self.script) { peer in
            for (index, chain) in days.enumerated() {
                let line = String(decoding: try JSONEncoder().encode(Promise(seed: index, now: 0, chain: chain)), as: UTF8.self)
                let theirs = try JSONDecoder().decode([Double].self, from: Data(try await peer.ask(line).utf8))
                var finish = FinishTimes(at: 0)
                for (link, other) in zip(chain, theirs) {
                    finish.wait(until: link.start)
                    finish.add(DurationEstimate(median: link.median, spread: link.spread, jobs: 0), elapsed: link.elapsed)
                    let own = finish.probability(by: link.end)
                    #expect(abs(own - other) < 0.015, "day \(index), end \(link.end): \(own), numpy \(other)")
                }
            }
        }
    }

    @Test func whatIsCertainStaysCertain() {
        var finish = FinishTimes(at: 100)
        finish.add(DurationEstimate(median: 33, spread: 0, jobs: 0))
        #expect(finish.probability(by: 132) == 0 && finish.probability(by: 133) == 1)
        finish.wait(until: 200)
        finish.add(DurationEstimate(median: 10, spread: 0, jobs: 0), elapsed: 30)
        #expect(finish.probability(by: 201) == 0 && finish.probability(by: 202) == 1)
    }
}
