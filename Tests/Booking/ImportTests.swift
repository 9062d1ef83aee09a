import Contracts
import Foundation
import Outbound
import TestSupport
import Testing

@testable import Booking

@Suite struct ImportTests {
    private func row(_ id: String, day: Int, _ hour: Int, _ outcome: HistoryRow.Outcome = .completed) -> HistoryRow {
        let start = Garage.at(day: day, hour).addingTimeInterval(-365 * 86_400)
        return HistoryRow(
            externalId: id, workshopId: Garage.workshop, serviceIds: [Garage.brakes], start: start,
            customer: CustomerInput(name: "Old Customer", email: "old\(id)@example.org"),
            vehicle: VehicleInput(plate: "B-\(id)", make: "VW", model: "Polo"), bookedAt: start.addingTimeInterval(-5 * 86_400),
            outcome: outcome, cancelledAt: outcome == .cancelled ? start.addingTimeInterval(-86_400) : nil,
            reason: outcome == .cancelled ? "sold_car" : nil
        )
    }

    private func load(_ garage: Garage, _ lines: [String]) async throws -> [ImportResult] {
        let token = try garage.service.token(scopes: ["catalogue"])
        let answer = try await garage.service.upload("/v1/appointments/import", lines, token: token)
        try #require(answer.status == 200, "\(answer.text)")
        return try answer.text.split(separator: "\n").map {
            try JSONCoding.decode(ImportResult.self, from: $0.utf8)
        }
    }

    private func text(_ row: HistoryRow) throws -> String { try JSONCoding.text(row) }

    @Test func eachRowComesInOnceWithOneEventOfItsFinalState() async throws {
        try await Garage.open { garage in
            let lines = try [row("1", day: 3, 10), row("2", day: 3, 11, .cancelled), row("3", day: 4, 10, .noShow)].map(text)
            let first = try await load(garage, lines)
            #expect(first.map(\.status) == [.created, .created, .created] && first.map(\.row) == [1, 2, 3])
            let again = try await load(garage, lines)
            #expect(again.map(\.status) == [.unchanged, .unchanged, .unchanged] && again.map(\.id) == first.map(\.id))

            let tap = garage.service.tap
            let completed = try await tap.awaitEvent(.appointmentCompleted, as: AppointmentState.self)
            #expect(completed.id == first[0].id && completed.channel == .import && completed.changedAt == completed.end)
            let cancelled = try await tap.awaitEvent(.appointmentCancelled, as: AppointmentState.self)
            #expect(cancelled.cancellation?.reason == "sold_car" && cancelled.status == .cancelled)
            _ = try await tap.awaitEvent(.appointmentNoShow, as: AppointmentState.self)
            #expect(try tap.payloads(.appointmentCreated, as: AppointmentState.self).isEmpty)
        }
    }

    @Test func aBadRowFailsAlone() async throws {
        try await Garage.open { garage in
            var unknown = row("2", day: 3, 10)
            unknown.serviceIds = [UUID()]
            var elsewhere = row("3", day: 3, 10)
            elsewhere.workshopId = UUID()
            let lines = try [text(row("1", day: 3, 10)), text(unknown), "{\"externalId\":\"broken\"", text(elsewhere), text(row("1", day: 3, 12))]
            let results = try await load(garage, lines)
            #expect(results.map(\.status) == [.created, .failed, .failed, .failed, .failed])
            #expect(results.allSatisfy { ($0.status == .failed) == ($0.error != nil) })
        }
    }

    @Test func whatDoesNotFitBesideTheOthersIsRefusedByRow() async throws {
        try await Garage.open { garage in
            let third = try await load(garage, try (1...3).map { try text(row("\($0)", day: 3, 10)) })
            #expect(third.map(\.status) == [.created, .created, .failed], "two technicians, three jobs at once")
            var pinned = row("9", day: 3, 10)
            pinned.technicianId = Garage.ann
            #expect(try await load(garage, [text(pinned)]).first?.status == .failed, "also against what came in before")
            #expect(try await garage.overlaps() == 0)
        }
    }

    @Test func aThousandRowsComeInTogetherAndNoMore() async throws {
        try await Garage.open { garage in
            let lines = try (0..<1_000).map { try text(row("\($0)", day: $0 / 16, 8 + $0 % 8)) }
            let results = try await load(garage, lines)
            #expect(results.count { $0.status == .created } == 1_000, "\(results.first { $0.error != nil }?.error ?? "")")
            let token = try garage.service.token(scopes: ["catalogue"])
            let tooMany = try await garage.service.upload("/v1/appointments/import", lines + [text(row("x", day: 3, 9))], token: token)
            #expect(tooMany.status == 422 && garage.slug(tooMany) == "too-many-rows")
        }
    }

    @Test func whatHasNotBeenYetIsNoHistory() async throws {
        try await Garage.open { garage in
            var ahead = row("1", day: 3, 10)
            (ahead.start, ahead.bookedAt) = (Garage.at(day: 3, 10), Garage.at(day: 1, 10))
            var calledOff = row("2", day: 3, 10, .cancelled)
            (calledOff.start, calledOff.bookedAt, calledOff.cancelledAt) = (ahead.start, ahead.bookedAt, ahead.bookedAt)
            var reasoned = row("3", day: 3, 10, .cancelled)
            reasoned.reason = "two\nlines"
            let results = try await load(garage, [text(ahead), text(calledOff), text(reasoned)])
            #expect(results.map(\.status) == [.failed, .created, .failed])
        }
    }
}
