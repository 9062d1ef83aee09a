import Contracts
import Cryptography
import Foundation
import Outbound
import ServiceKit
import TestSupport
import Testing

@testable import PartnerGateway

@Suite(.timeLimit(.minutes(3))) struct NewDeviceTests {
    private static let address = "ada@customer.example"

    private func device(_ name: String?, version: String = "1") -> DeviceDescription {
        DeviceDescription(app: "web", appVersion: version, system: "Android", systemVersion: version, name: name)
    }

    @Test func aSignInWithAnotherKeyIsToldAndTheFirstEverIsNot() async throws {
        try await withGateway { gateway in
            let (first, second) = (try ES256.PrivateKey.generate(), try ES256.PrivateKey.generate())
            _ = try await gateway.signInWithCode(Self.address, key: first, device: device("Chrome on Android"))
            _ = try await gateway.signInWithCode(Self.address, key: first, device: device("Edge on Android", version: "2"))
            #expect(try await gateway.announced().isEmpty)
            _ = try await gateway.signInWithCode(Self.address, key: second, device: device("Chrome on Android"))
            let told = try await gateway.announced()
            #expect(told.map(\.change) == [.signedInOnNewDevice] && told.first?.label == "Chrome on Android" && told.first?.email == Self.address)
        }
    }

    @Test func aSessionThatHasEndedIsRemembered() async throws {
        try await withGateway { gateway in
            let (first, second) = (try ES256.PrivateKey.generate(), try ES256.PrivateKey.generate())
            let opened = try await gateway.signInWithCode(Self.address, key: first)
            _ = try await gateway.signInWithCode(Self.address, key: second)
            #expect(try await gateway.send(.delete, "/v1/sessions/current", headers: [("Cookie", opened.cookie ?? "")]).status == 204)
            _ = try await gateway.signInWithCode(Self.address, key: first)
            #expect(try await gateway.changes() == [.signedInOnNewDevice], "the second one's only")
        }
    }

    @Test func whoComesBackAfterTheirSessionsWereForgottenIsTold() async throws {
        try await withGateway { gateway in
            let key = try ES256.PrivateKey.generate()
            _ = try await gateway.signInWithCode(Self.address, key: key)
            let later = Date() + 90 * 86_400
            #expect(try await gateway.database.withTransaction { try await SessionStore.forget(limit: 10, at: later, in: $0) } == 1)
            _ = try await gateway.signInWithCode(Self.address, key: try ES256.PrivateKey.generate())
            #expect(try await gateway.changes() == [.signedInOnNewDevice], "whoever waits long enough is no newcomer")
        }
    }

    @Test func withoutAKeyADeviceIsKnownByWhatItSaysButNotByItsVersions() async throws {
        try await withGateway { gateway in
            let key = try ES256.PrivateKey.generate()
            _ = try await gateway.signInWithCode(Self.address, key: key, device: device("Chrome on Android"))
            _ = try await gateway.signInWithCode(Self.address, device: device("Chrome on Android"))
            #expect(try await gateway.announced().count == 1, "to call oneself what a device with a key is called is not enough")
            _ = try await gateway.signInWithCode(Self.address, device: device("Chrome on Android", version: "2"))
            #expect(try await gateway.announced().count == 1)
            _ = try await gateway.signInWithCode(Self.address, device: device(nil))
            #expect(try await gateway.announced().map(\.label) == ["Chrome on Android", "web, Android"])
            for _ in 0..<2 { _ = try await gateway.signInWithCode(Self.address) }
            #expect(try await gateway.announced().map(\.label) == ["Chrome on Android", "web, Android", nil], "nothing said is a device too")
        }
    }

    @Test func anotherPersonsDeviceIsNoneOfMine() async throws {
        try await withGateway { gateway in
            let keys = [try ES256.PrivateKey.generate(), try ES256.PrivateKey.generate()]
            _ = try await gateway.signInWithCode(Self.address, key: keys[0])
            _ = try await gateway.signInWithCode("eve@customer.example", key: keys[1])
            _ = try await gateway.signInWithCode(Self.address, key: keys[1])
            #expect(try await gateway.announced().map(\.email) == [Self.address])
        }
    }

    @Test func aDeviceThatIsDeniedIsNotTold() async throws {
        try await withGateway { gateway in
            _ = try await gateway.signInWithCode(Self.address, device: device("Chrome on Android", version: "2"))
            let admin = try await gateway.staffToken([.identity])
            let policy = PosturePolicy(minimumAppVersion: "2", requiresUserVerification: false, requiresDeviceKey: false)
            try await eventually("the gateway accepts its own tokens") {
                try await gateway.send(.put, "/v1/posture-policies/customer", body: policy, token: admin).status == 200
            }
            #expect(try await gateway.signInWithCode(Self.address, device: device("Firefox on Linux")).status == 403)
            #expect(try await gateway.announced().isEmpty)
            #expect(try await gateway.signInWithCode(Self.address, device: device("Firefox on Linux", version: "2")).status == 201)
            #expect(try await gateway.changes() == [.signedInOnNewDevice])
        }
    }

    @Test func fiveAnHourAreToldHoweverManyComeAtOnce() async throws {
        try await withGateway { gateway in
            _ = try await gateway.signInWithCode(Self.address)
            let now = Date()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<8 { group.addTask { try await gateway.open(at: now) } }
                try await group.waitForAll()
            }
            #expect(try await gateway.announced().count == 5)
            let metrics = try await gateway.get("/metrics").text
            #expect(metrics.contains(#"pitcrew_security_changes_total{change="signed_in_on_new_device",outcome="withheld"} 3"#))
            try await gateway.open(at: now + 3599)
            #expect(try await gateway.announced().count == 5)
            try await gateway.open(at: now + 3601)
            #expect(try await gateway.announced().count == 6)
        }
    }

    @Test func ofTwoSignInsAtOnceOnOneNewDeviceOneIsTold() async throws {
        try await withGateway { gateway in
            _ = try await gateway.signInWithCode(Self.address)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<4 { group.addTask { try await gateway.open(key: "same", at: Date()) } }
                try await group.waitForAll()
            }
            #expect(try await gateway.announced().count == 1)
        }
    }
}

extension TestService where S == PartnerGatewayService {
    /// Opens a session of the customer's, as the use case does once the device has been judged, on a device of its own.
    fileprivate func open(key: String = UUID().text, at now: Date) async throws {
        let person = AuthenticatedPerson(
            id: NaturalIdentity.customer(email: "ada@customer.example"), kind: "customer", method: "code", userVerified: false
        )
        let session = SessionStore.Session(
            id: UUID(), person: person, keyThumbprint: key, device: nil, version: 1, createdAt: now, lastUsedAt: now,
            tokensEndAt: now + 600, expiresAt: now + 86_400, endedAt: nil
        )
        let notice = NoticeNewDevice(announce: AnnounceSecurityChange(context))
        try await database.withTransaction { transaction in
            try await notice.run(session, at: now, in: transaction)
            try await SessionStore.insert(session, in: transaction)
        }
    }
}
