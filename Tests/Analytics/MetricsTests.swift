import Contracts
import Foundation
import Outbound
import TestSupport
import Testing

@testable import Analytics

@Suite struct MetricsTests {
    static let berlin = AppointmentState.example.workshop

    /// An appointment in Berlin on 30 March 2026.
    static func appointment(
        status: AppointmentStatus, hour: Int = 9, version: Int64 = 1, id: UUID = UUID(), reason: String? = nil
    ) -> AppointmentState {
        var state = AppointmentState.example
        state.id = id
        state.version = version
        state.status = status
        state.start = Timestamp.parse("2026-03-30T\(hour < 10 ? "0" : "")\(hour):00:00+02:00") ?? state.start
        state.end = state.start + 3600
        state.bookedAt = state.start - 2 * 86_400
        state.cancellation = reason.map { Cancellation(reason: $0, by: .customer, at: state.bookedAt) }
        return state
    }

    private func withFacts(_ body: (TestService<AnalyticsService>, String) async throws -> Void) async throws {
        try await withService(AnalyticsService.self) { service in
            var technician = TechnicianState.example
            technician.shifts = [.init(weekday: 1, fromMinute: 480, toMinute: 720), .init(weekday: 1, fromMinute: 780, toMinute: 1020)]
            try await service.publish(.technicianChanged, subject: technician.id, payload: technician)
            try await service.publish(
                .workshopChanged, subject: Self.berlin.id, payload: WorkshopState(version: 1, workshop: Self.berlin, currency: "EUR", active: true)
            )
            let facts = [
                Self.appointment(status: .completed), Self.appointment(status: .completed, hour: 10),
                Self.appointment(status: .noShow, hour: 11), Self.appointment(status: .cancelled, hour: 13, reason: "changed_plans"),
            ]
            for fact in facts { try await service.publish(.appointmentUpdated, subject: fact.id, payload: fact) }
            let token = try service.token(scopes: ["analytics"])
            try await eventually("the facts are there") {
                try await service.get("/v1/overview?from=2026-03-30&to=2026-03-30", token: token).json["bookings"] == 4
            }
            try await body(service, token)
        }
    }

    @Test func theOverviewCountsEachOutcome() async throws {
        try await withFacts { service, token in
            let overview = try await service.get("/v1/overview?from=2026-03-30&to=2026-03-30", token: token).decoded(Overview.self)
            #expect(overview.cancellations == 1)
            #expect(overview.noShows == 1)
            #expect(abs(overview.noShowRate - 1.0 / 3) < 1e-9)
            #expect(abs(overview.leadTimeDays - 2) < 1e-9)
            #expect(abs(overview.utilisation - 120.0 / 480) < 1e-9, "two hours of eight")
        }
    }

    @Test(arguments: [
        ("bookings", "workshop", 4.0), ("bookings", "service", 4.0), ("cancellations", "reason", 1.0), ("lead_time", "day", 2.0),
        ("utilisation", "technician", 0.25), ("no_show_rate", "technician", 1.0 / 3),
    ])
    func everyGroupingGivesItsFigure(metric: String, group: String, value: Double) async throws {
        try await withFacts { service, token in
            let path = "/v1/metrics?metric=\(metric)&groupBy=\(group)&from=2026-03-30&to=2026-03-30"
            let table = try await service.get(path, token: token).decoded(MetricTable.self)
            #expect(table.items.count == 1)
            #expect(abs((table.items.first?.value ?? -1) - value) < 1e-9)
        }
    }

    @Test func anOlderVersionNeverOverwritesANewer() async throws {
        try await withService(AnalyticsService.self) { service in
            let (id, newer, older) = (UUID(), UUID(), UUID())
            let cancelled = Self.appointment(status: .cancelled, version: 2, id: id, reason: "x")
            let booked = Self.appointment(status: .booked, version: 1, id: id)
            // Two batches run side by side, so the order of publishing alone is none.
            try await service.publish(.appointmentCancelled, subject: id, version: 2, payload: cancelled, id: newer)
            try await service.awaitHandled([newer])
            try await service.publish(.appointmentCreated, subject: id, version: 1, payload: booked, id: older)
            try await service.awaitHandled([older])
            let token = try service.token(scopes: ["analytics"])
            let overview = try await service.get("/v1/overview?from=2026-03-30&to=2026-03-30", token: token).decoded(Overview.self)
            #expect(overview.bookings == 1 && overview.cancellations == 1)
        }
    }

    @Test func csvHasAHeaderAndOneLineAGroup() async throws {
        try await withFacts { service, token in
            let answer = try await service.get("/v1/metrics.csv?metric=bookings&groupBy=workshop&from=2026-03-30&to=2026-03-30", token: token)
            #expect(answer.text == "workshop,label,bookings\r\n\(Self.berlin.id.text),Pitcrew Berlin,4\r\n")
        }
    }

    @Test(arguments: [
        ("/v1/metrics?metric=bookings&from=2026-03-30&to=2026-03-29", 422, "to"),
        ("/v1/metrics?metric=utilisation&groupBy=reason&from=2026-03-30&to=2026-03-30", 422, "groupBy"),
        ("/v1/metrics?metric=nonsense&from=2026-03-30&to=2026-03-30", 400, "metric"),
        ("/v1/metrics?metric=bookings&from=yesterday&to=2026-03-30", 400, "from"),
    ])
    func aBadQueryNamesFieldAndRule(path: String, status: Int, field: String) async throws {
        try await withService(AnalyticsService.self) { service in
            let answer = try await service.get(path, token: try service.token(scopes: ["analytics"]))
            #expect(answer.status == status)
            #expect(answer.text.contains("\"\(field)\""))
        }
    }

    @Test func withoutTheScopeNothingIsShown() async throws {
        try await withService(AnalyticsService.self) { service in
            #expect(try await service.get("/v1/overview?from=2026-03-30&to=2026-03-30").status == 401)
            let token = try service.token(scopes: ["appointments"])
            #expect(try await service.get("/v1/overview?from=2026-03-30&to=2026-03-30", token: token).status == 403)
        }
    }

    @Test func csvFieldsCannotBecomeFormulas() {
        let table = MetricTable(
            metric: .bookings, unit: "count", groupBy: .service, from: LocalDate(daysSince1970: 0), to: LocalDate(daysSince1970: 0),
            items: [.init(key: "=1+1", label: "a,\"b\"", value: 1)]
        )
        #expect(table.csv.hasSuffix("'=1+1,\"a,\"\"b\"\"\",1\r\n"))
    }
}
