import Contracts
import Foundation
import Outbound
import TestSupport
import Testing

@testable import PartnerGateway

@Suite(.timeLimit(.minutes(6))) struct PostureTests {
    private static let phone = DeviceDescription(app: "web", appVersion: "1.4.0", system: "Android", systemVersion: "14", name: nil)

    @Test(arguments: [
        (nil, nil, false, false, "allow"), ("1.4", nil, false, false, "allow"), ("1.4.1", nil, false, false, "deny app-too-old"),
        ("1.10", nil, false, false, "deny app-too-old"), (nil, ["Android": "14"], false, false, "allow"),
        (nil, ["android": "15"], false, false, "deny system-too-old"), (nil, ["iOS": "17"], false, false, "allow"),
        (nil, nil, true, false, "step_up verification-needed"), (nil, nil, false, true, "deny device-key-needed"),
    ] as [(String?, [String: String]?, Bool, Bool, String)])
    func aPolicyDecides(app: String?, systems: [String: String]?, verification: Bool, key: Bool, expected: String) {
        let policy = PosturePolicy(
            minimumAppVersion: app, minimumSystemVersions: systems, requiresUserVerification: verification, requiresDeviceKey: key
        )
        let decision = policy.decide(device: Self.phone, hasKey: false, isUserVerified: false)
        #expect([decision.name, decision.reason].compactMap(\.self).joined(separator: " ") == expected)
        #expect(policy.decide(device: Self.phone, hasKey: true, isUserVerified: true) == .allow || expected.contains("old"))
    }

    @Test func aDeviceThatTellsNothingIsOlderThanAnyDemanded() {
        let policy = PosturePolicy(minimumAppVersion: "1", requiresUserVerification: false, requiresDeviceKey: false)
        #expect(policy.decide(device: nil, hasKey: true, isUserVerified: true) == .deny(reason: "app-too-old"))
    }

    @Test func aDeniedDeviceGetsInOnceItIsUpToDateAndEveryDecisionIsNoted() async throws {
        try await withGateway { gateway in
            let cookie = try #require(try await gateway.signInWithCode("ada@customer.example", device: Self.phone).cookie)
            let admin = try await gateway.staffToken([.identity])
            let policy = PosturePolicy(minimumAppVersion: "2.0", requiresUserVerification: false, requiresDeviceKey: false)
            #expect(try await gateway.send(.put, "/v1/posture-policies/customer", body: policy, token: admin).status == 200)
            let denied = try await gateway.refresh(cookie, device: Self.phone)
            #expect(denied.status == 403)
            #expect(denied.json["type"] == "urn:pitcrew:problem:device-denied")
            let newer = DeviceDescription(app: "web", appVersion: "2.0", system: "Android", systemVersion: "14", name: nil)
            #expect(try await gateway.refresh(cookie, device: newer).status == 200)
            let audit: AuditPage = try await gateway.get("/v1/identity-audit", token: admin).decoded()
            #expect(audit.items.map(\.outcome) == ["allow", "deny", "done", "allow"])
            #expect(audit.items[1].reason == "app-too-old")
            #expect(audit.items[1].personName == "ada@customer.example")
        }
    }

    @Test func whoMustProveMoreMayDoNothingElse() async throws {
        try await withGateway { gateway in
            let admin = try await gateway.staffToken([.identity])
            _ = try await gateway.signInWithCode("eve@customer.example")
            let policy = PosturePolicy(requiresUserVerification: true, requiresDeviceKey: false)
            #expect(try await gateway.send(.put, "/v1/posture-policies/customer", body: policy, token: admin).status == 200)
            let opened = try await gateway.signInWithCode("ada@customer.example")
            #expect(opened.status == 201)
            #expect(opened.json["stepUp"] == "verification-needed")
            #expect(opened.json["scopes"] == [])
            let ended = try await gateway.send(.delete, "/v1/sessions", token: opened.json["accessToken"]?.stringValue)
            #expect(ended.json["type"] == "urn:pitcrew:problem:step-up-required")
        }
    }

    @Test func rolesAreDataWithinBounds() async throws {
        try await withGateway { gateway in
            let admin = try await gateway.staffToken([.identity])
            _ = try await gateway.signInWithCode("ada@customer.example")
            func decide(_ role: String, _ permissions: [String]) async throws -> Int {
                try await gateway.send(.put, "/v1/roles/\(role)", body: ["permissions": permissions], token: admin).status
            }
            #expect(try await decide("customer", ["ops"]) == 422)
            #expect(try await decide("technician", ["partner.bookings"]) == 422)
            #expect(try await decide("operator", ["ops"]) == 422)
            #expect(try await decide("janitor", []) == 404)
            #expect(try await decide("technician", ["everything"]) == 400)
            #expect(try await decide("technician", ["jobs", "appointments"]) == 200)
            let roles: RoleList = try await gateway.get("/v1/roles", token: admin).decoded()
            #expect(roles.items.first { $0.role == .technician }?.permissions == [.appointments, .jobs])
            #expect(roles.items.first { $0.role == .support }?.permissions == [.customers, .support])
            #expect(try await gateway.get("/v1/roles", token: gateway.staffToken([.ops])).status == 403)
        }
    }
}
