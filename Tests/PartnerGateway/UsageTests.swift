import Contracts
import Foundation
import Observability
import TestSupport
import Testing

@testable import PartnerGateway

@Suite(.timeLimit(.minutes(6))) struct UsageTests {
    @Test func requestsAreCountedByClientOperationAndStatus() async throws {
        try await withGateway { gateway in
            let partner = try await gateway.makePartner()
            let token = try await gateway.accessToken(partner)
            for number in 1...3 { _ = try await gateway.post("/v1/bookings", wish(reference: "F-\(number)"), token: token, key: "\(number)") }
            _ = try await gateway.get("/v1/bookings/\(UUID().text)", token: token)
            let today = RecordUsage.day(of: Date())
            let path = "/v1/usage?from=\(RecordUsage.day(of: Date() - 86_400))&to=\(today)"
            let report = try await eventually("it is written") { () -> UsageAnswer? in
                let report: UsageAnswer = try await gateway.get(path, token: token).decoded()
                return report.items.contains { $0.operation == "showBooking" } ? report : nil
            }
            let booked = report.items.filter { $0.operation == "requestBooking" }
            #expect(booked.map(\.requests).reduce(0, +) == 3)
            #expect(booked.allSatisfy { $0.status == "2xx" && $0.clientId == partner.clientID && $0.environment == "live" })
            #expect(report.items.first { $0.operation == "showBooking" }?.status == "4xx")
            #expect(report.days.allSatisfy { $0.failed == 0 && ($0.p50 ?? 0) > 0 && ($0.p99 ?? 0) >= ($0.p50 ?? 0) })
            let ops = try await gateway.operatorToken()
            let theirs = "/v1/partners/\(partner.id.text)/usage?from=\(today)&to=\(today)"
            #expect(try await gateway.get(theirs, token: ops).status == 200)
            let stranger: UsageAnswer = try await gateway.get(path, token: gateway.accessToken(gateway.makePartner())).decoded()
            #expect(stranger.items.isEmpty)
            for query in ["from=x&to=\(today)", "from=\(today)&to=2020-01-01", "from=2020-01-01&to=\(today)"] {
                #expect(try await gateway.get("/v1/usage?\(query)", token: token).status == 422, "\(query)")
            }
        }
    }

    @Test func countsOfManyWritesAddUp() async throws {
        try await withGateway { gateway in
            let partner = try await gateway.makePartner()
            let recorder = RecordUsage(database: gateway.database, logger: .silent, clock: SystemWallClock())
            let caller = PartnerCaller(partner: partner.id, client: partner.clientID, environment: .live)
            for _ in 0..<2 {
                for milliseconds in 1...100 { recorder.count(caller, operation: "x", status: 200, took: .milliseconds(milliseconds)) }
                await recorder.flush()
            }
            await recorder.flush()
            let day = RecordUsage.day(of: Date())
            let lines = try await UsageStore.report(partner: partner.id, environment: .live, from: day, to: day, in: gateway.database)
            #expect(lines.map(\.requests) == [200])
            let total = UsageAnswer(lines).days.first
            // Half of them took 50 ms, which lies in the bucket up to 57.7.
            #expect(total?.p50 == 57.7)
            #expect(total?.p99 == 129.7)
        }
    }

    @Test func percentilesComeFromBuckets() {
        #expect(LatencyHistogram.percentile(0.5, of: []) == nil)
        #expect(LatencyHistogram.bucket(ofMilliseconds: 0.2) == 0)
        #expect(LatencyHistogram.bucket(ofMilliseconds: 1e9) == LatencyHistogram.count - 1)
        var buckets = Array(repeating: Int64(0), count: LatencyHistogram.count)
        (buckets[0], buckets[3]) = (95, 5)
        #expect(LatencyHistogram.percentile(0.95, of: buckets) == 1)
        #expect(LatencyHistogram.percentile(0.99, of: buckets) == 3.4)
    }
}
