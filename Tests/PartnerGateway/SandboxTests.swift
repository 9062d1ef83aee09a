import Contracts
import Foundation
import TestSupport
import Testing

@testable import PartnerGateway

@Suite(.timeLimit(.minutes(6))) struct SandboxTests {
    @Test func whatIsTriedOutIsAnsweredHereAndNeverReachesBooking() async throws {
        let receiver = try Receiver(failures: 0)
        try await running(receiver.server) {
            let url = try await receiver.url()
            try await withGateway { gateway in
                let live = try await gateway.makePartner()
                let sandbox = try await gateway.addKey(live, environment: "sandbox")
                let token = try await gateway.accessToken(sandbox)
                #expect(try await gateway.send(.put, "/v1/webhook", body: ["url": url], token: token).status == 200)
                var ids: [String: String] = [:]
                for reference in ["plain-1", "decline-1", "cancel-1"] {
                    let answer = try await gateway.post("/v1/bookings", wish(reference: reference), token: token, key: reference)
                    #expect(answer.status == 202)
                    #expect(answer.json["status"] == "requested")
                    ids[reference] = answer.json["id"]?.stringValue
                }
                try await eventually("all is told") { try await gateway.deliveries("delivered").count == 4 }
                let told = try receiver.calls.map { try JSONCoding.decode(JSONValue.self, from: $0.body) }
                #expect(told.allSatisfy { $0["environment"] == "sandbox" })
                #expect(told.compactMap { $0["type"]?.stringValue }.sorted()
                    == ["booking.cancelled", "booking.confirmed", "booking.confirmed", "booking.declined"])
                let declined = told.first { $0["type"] == "booking.declined" }
                guard case .array(let alternatives)? = declined?["data"]?["alternatives"] else { throw NeverHappened(description: "no list") }
                #expect(alternatives.count == 2)
                for (reference, status) in [("plain-1", "booked"), ("decline-1", "declined"), ("cancel-1", "cancelled")] {
                    let view = try await gateway.get("/v1/bookings/\(ids[reference] ?? "")", token: token)
                    #expect(view.json["status"]?.stringValue == status)
                    #expect(view.json["alternatives"] == (status == "declined" ? declined?["data"]?["alternatives"] : nil))
                }
                // A live one after them is the only event: what was tried out made none.
                let liveToken = try await gateway.accessToken(live)
                #expect(try await gateway.post("/v1/bookings", wish(reference: "plain-1"), token: liveToken, key: "live").status == 202)
                let event = try await gateway.tap.awaitEvent(.partnerBookingRequested, as: PartnerBookingRequested.self)
                let all = try await gateway.database.query("SELECT 1 AS one FROM booking_requests")
                #expect(event.reference == "plain-1")
                #expect(all.count == 1)
                #expect(try gateway.tap.payloads(.partnerBookingRequested, as: PartnerBookingRequested.self).count == 1)
            }
        }
    }

    @Test func neitherEnvironmentSeesTheOther() async throws {
        try await withGateway { gateway in
            let live = try await gateway.makePartner()
            let sandbox = try await gateway.addKey(live, environment: "sandbox")
            let (liveToken, trialToken) = (try await gateway.accessToken(live), try await gateway.accessToken(sandbox))
            let inEarnest = try await gateway.post("/v1/bookings", wish(), token: liveToken, key: "k1").json["id"]?.stringValue ?? ""
            let trial = try await gateway.post("/v1/bookings", wish(), token: trialToken, key: "k2").json["id"]?.stringValue ?? ""
            #expect(try await gateway.get("/v1/bookings/\(inEarnest)", token: trialToken).status == 404)
            #expect(try await gateway.get("/v1/bookings/\(trial)", token: liveToken).status == 404)
            #expect(try await gateway.get("/v1/bookings/\(trial)", token: trialToken).status == 200)
            let hook = ["url": "http://127.0.0.1:1/hook"]
            #expect(try await gateway.send(.put, "/v1/webhook", body: hook, token: liveToken).status == 200)
            #expect(try await gateway.get("/v1/webhook", token: trialToken).status == 404)
            let ping = try await gateway.post("/v1/webhook/tests", token: liveToken, key: "k3")
            #expect(ping.status == 202)
            let path = "/v1/webhook/deliveries/\(ping.json["id"]?.stringValue ?? "")"
            #expect(try await gateway.get(path, token: liveToken).status == 200)
            #expect(try await gateway.get(path, token: trialToken).status == 404)
            #expect(try await gateway.post(path + "/replay", token: trialToken).status == 404)
            let stranger = try await gateway.accessToken(try await gateway.makePartner())
            #expect(try await gateway.get(path, token: stranger).status == 404)
            #expect(try await gateway.post(path + "/replay", token: stranger).status == 404)
            #expect(try await gateway.get("/v1/bookings/\(inEarnest)", token: stranger).status == 404)
        }
    }
}
