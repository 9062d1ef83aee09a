import Contracts
import Foundation
import TestSupport
import Testing

@testable import CRMBridge

@Suite struct SyncTests {
    private static func lines(_ count: Int) -> [String] {
        (1...count).map { #"{"externalId":"\#($0)","name":"Ada Number\#($0)","email":"c\#($0)@example.com"}"# }
    }

    @Test func aCustomerIsToldOnceForEachChange() async throws {
        let crm = try FakeCRM()
        try await withBridge(to: crm) { service, token in
            let customer = UUID()
            let state = appointment(.completed, customer: customer, email: "ada@example.com")
            let event = UUID()
            try await service.publish(state, id: event)
            try await eventually("the CRM knows the visit") { crm.objects[customer.text]?["pitcrew_visits"] == "1" }
            try await service.publish(state, id: event)
            let status = try await service.settled(token)
            #expect(status.failed == 0 && !status.paused && status.lastSuccessAt != nil)
            #expect(crm.effects[customer.text] == 1)
            let object = crm.objects[customer.text]
            #expect(object?["firstname"] == "Ada" && object?["lastname"] == "Lovelace")
            #expect(object?["pitcrew_last_visit"] == Timestamp.text(state.start))
            var score = ChurnScore.example
            score.customerId = customer
            try await service.publish(.churnScored, subject: customer, version: 1, payload: score)
            try await eventually("the CRM knows the score") { crm.objects[customer.text]?["pitcrew_churn"]?.isEmpty == false }
            #expect(crm.effects[customer.text] == 2)
        }
    }

    @Test func aCRMThatIsAwayLosesNothing() async throws {
        let crm = try FakeCRM(troubles: [.init(status: 503), .init(status: 500), .init(status: 429, retryAfter: 1)])
        try await withBridge(to: crm) { service, token in
            _ = try await service.upload(Self.lines(150), token)
            let status = try await service.settled(token)
            #expect(status.failed == 0)
            #expect(crm.objects.count == 150)
            #expect(crm.effects.values.allSatisfy { $0 == 1 })
            let times = crm.callTimes
            #expect(times[3].timeIntervalSince(times[2]) >= 0.95, "the pause that the CRM asked for was cut short")
        }
    }

    @Test(arguments: [false, true])
    func aBadCustomerDoesNotBlockTheOthers(partial: Bool) async throws {
        let crm = try FakeCRM(bad: "c7@example.com", partial: partial)
        try await withBridge(to: crm) { service, token in
            let ids = try await service.upload(Self.lines(20), token).compactMap(\.id)
            let status = try await service.settled(token)
            #expect(status.failed == 1)
            #expect(crm.objects.count == 19)
            let path = "/v1/customers/\(ids[6].text)"
            _ = try await service.send(.patch, path, body: ["email": "good@example.com"], token: token)
            try await eventually("the corrected customer is told") { crm.objects[ids[6].text]?["email"] == "good@example.com" }
            #expect(try await service.settled(token).failed == 0)
        }
    }

    @Test(arguments: [
        (200, "{}", BatchVerdict.taken), (429, "", .pause(.seconds(10), "answered 429")), (401, "", .pause(.seconds(60), "answered 401")),
        (500, "", .later("answered 500", after: nil)), (400, #"{"message":"bad"}"#, .refused("bad")),
        (207, #"{"numErrors":1,"errors":[{"message":"?"}]}"#, .refused("answered 207 without saying for which")),
        (207, "no JSON", .refused("answered 207 unreadably")),
    ])
    func anAnswerHasOneMeaning(status: Int, body: String, verdict: BatchVerdict) {
        #expect(BatchVerdict(status: status, body: Array(body.utf8), retryAfter: nil, ids: [UUID()]) == verdict)
    }
}
