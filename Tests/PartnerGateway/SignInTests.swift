import Concurrency
import Configuration
import Cryptography
import Foundation
import Outbound
import Synchronization
import TestSupport
import Testing

@testable import PartnerGateway

@Suite(.timeLimit(.minutes(6))) struct SignInTests {
    private static let right = SignInRequest(email: "op@pitcrew.test", password: "correct horse")

    @Test func tenFailuresLockTheAccountForThatAddressOnly() async throws {
        try await withStaff(#"[{"email":"Op@pitcrew.test","name":"Op","role":"operator","password":"correct horse"}]"#) { gateway in
            let opened = try await gateway.signIn(Self.right)
            #expect(opened.json["role"] == "operator")
            for _ in 0..<10 {
                let guess = SignInRequest(email: "op@pitcrew.test", password: "guess")
                #expect(try await gateway.signIn(guess, from: "192.0.2.1").status == 401)
            }
            #expect(try await gateway.signIn(Self.right, from: "192.0.2.1").status == 429)
            #expect(try await gateway.signIn(Self.right, from: "192.0.2.2").status == 201, "nobody locks another out")
        }
    }

    @Test func guessesMadeAtOnceAreCountedBeforeTheyAreLookedAt() async throws {
        try await withGateway { gateway in
            let guesses = Guesses()
            let gate = Wakeup()
            let signIn = gateway.signInStaff { _, _ in
                guesses.lookedAt.withLock { $0 += 1 }
                // Bounded: a signal reaches only those who wait already.
                await gate.wait(timeout: .seconds(1))
                return false
            }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<40 {
                    group.addTask {
                        do {
                            _ = try await signIn.run(email: "op@pitcrew.test", password: "guess", address: "192.0.2.1")
                        } catch GatewayError.tooManyFailures {
                            guesses.refused.withLock { $0 += 1 }
                        } catch {}
                    }
                }
                // None has been found wrong by then.
                try await eventually("all were let through or refused") { guesses.total == 40 }
                gate.signal()
                try await group.waitForAll()
            }
            // Fewer where many were noted before the first was counted.
            #expect(guesses.lookedAt.withLock { $0 } <= SignInStaff.maximumFailures)
        }
    }

    @Test func anAddressThatTriesManyAccountsIsStopped() async throws {
        try await withGateway { gateway in
            let signIn = gateway.signInStaff { _, _ in false }
            for number in 0..<SignInStaff.maximumFailuresOfAddress {
                await #expect(throws: GatewayError.wrongCredentials) {
                    try await signIn.run(email: "\(number)@pitcrew.test", password: "guess", address: "192.0.2.1")
                }
            }
            await #expect(throws: GatewayError.tooManyFailures) {
                try await signIn.run(email: "new@pitcrew.test", password: "guess", address: "192.0.2.1")
            }
        }
    }

    @Test func anAccountGuessedAtFromManyAddressesIsLocked() async throws {
        try await withGateway { gateway in
            let signIn = gateway.signInStaff { _, _ in false }
            for number in 0..<SignInStaff.maximumFailuresAnywhere {
                await #expect(throws: GatewayError.wrongCredentials) {
                    try await signIn.run(email: "op@pitcrew.test", password: "guess", address: "192.0.2.\(number)")
                }
            }
            await #expect(throws: GatewayError.tooManyFailures) {
                try await signIn.run(email: "op@pitcrew.test", password: "guess", address: "198.51.100.1")
            }
            await #expect(throws: GatewayError.wrongCredentials) {
                try await signIn.run(email: "other@pitcrew.test", password: "guess", address: "198.51.100.1")
            }
        }
    }

    @Test(arguments: [11, 129]) func aPasswordOfTheFileHasTwelveToAHundredAndTwentyEightCharacters(length: Int) async throws {
        try await withGateway { gateway in
            let password = String(repeating: "ä", count: length)
            let staff = #"[{"email":"op@pitcrew.test","name":"Op","role":"operator","password":"\#(password)"}]"#
            let error = await #expect(throws: ConfigurationError.self) {
                try await gateway.seedStaff(staff)
            }
            #expect(error.map { "\($0)" }?.contains("12 to 128 characters") == true)
            #expect(error.map { "\($0)" }?.contains(password) == false)
        }
    }

    @Test func whatCouldNotBeLookedAtIsNoFailure() async throws {
        try await withGateway { gateway in
            let signIn = gateway.signInStaff { _, _ in throw CryptographyError.overloaded }
            await #expect(throws: GatewayError.signInBusy) {
                try await signIn.run(email: "op@pitcrew.test", password: "guess", address: "192.0.2.1")
            }
            let failures = try await gateway.database.query("SELECT id FROM sign_in_failures")
            #expect(failures.isEmpty)
            #expect(GatewayError.signInBusy.kind == .unavailable)
        }
    }

    @Test func aStartWaitsForItsTurnBehindAFloodOfSignIns() async throws {
        let calls = Mutex(0)
        let outcome = try await Password.inTurn(every: .milliseconds(1)) {
            guard calls.withLock({ $0 += 1; return $0 > 3 }) else { throw CryptographyError.overloaded }
            return "done"
        }
        #expect(outcome == "done" && calls.withLock { $0 } == 4)
        await #expect(throws: GatewayError.wrongCredentials) { try await Password.inTurn { throw GatewayError.wrongCredentials } }
    }

    @Test func anotherPasswordEndsTheSessions() async throws {
        try await withStaff(#"[{"email":"op@pitcrew.test","name":"Op","role":"operator","password":"correct horse"}]"#) { gateway in
            let cookie = try #require(try await gateway.signIn(Self.right).cookie)
            let staff = #"[{"email":"op@pitcrew.test","name":"Op","role":"operator","password":"battery staple"}]"#
            try await gateway.seedStaff(staff)
            let reasons = try await gateway.database.query("SELECT DISTINCT ended_why FROM sessions").map { try $0.get("ended_why") as String }
            #expect(reasons == ["password_changed"])
            #expect(try await gateway.refresh(cookie).status == 401)
            try await gateway.seedStaff(staff)
            #expect(try await gateway.signIn(SignInRequest(email: "op@pitcrew.test", password: "battery staple")).status == 201)
        }
    }

    @Test func anotherPasswordEndsTheSessionsOfAnAccountThatAProviderMade() async throws {
        try await withGateway { gateway in
            let made = StaffStore.Account(id: UUID(), name: "Op", role: .operator, passwordHash: "none", passwordSince: Date())
            #expect(try await StaffStore.upsert(made, email: "op@pitcrew.test", in: gateway.database) == made.id)
            for (password, count) in [("correct horse", 0), ("battery staple", 1)] {
                let staff = #"[{"email":"op@pitcrew.test","name":"Op","role":"operator","password":"\#(password)"}]"#
                try await gateway.seedStaff(staff)
                let ended = try await gateway.database.query("SELECT id FROM sessions WHERE ended_why = 'password_changed'")
                #expect(ended.count == count)
                try await gateway.awaitKey()
                #expect(try await gateway.signIn(SignInRequest(email: "op@pitcrew.test", password: password)).status == 201)
            }
        }
    }

    @Test func whoIsTakenOutOfTheFileLosesAccess() async throws {
        try await withStaff(#"[{"email":"op@pitcrew.test","name":"Op","role":"operator","password":"correct horse"}]"#) { gateway in
            let staff = #"[{"email":"New@pitcrew.test","name":"New","role":"advisor","password":"another horse"}]"#
            try await gateway.database.execute("""
                INSERT INTO passkeys SELECT decode('0102', 'hex'), id, 'staff', '', -7, 0, true, false, false, '{}', 'Key', now() FROM staff
                """)
            try await gateway.seedStaff(staff)
            #expect(try await gateway.signIn(Self.right).status == 401)
            #expect(try await gateway.database.query("SELECT 1 FROM passkeys").isEmpty, "nor does a passkey wait for a namesake")
            #expect(try await gateway.signIn(SignInRequest(email: "new@pitcrew.test", password: "another horse")).status == 201)
        }
    }
}

private final class Guesses: Sendable {
    let lookedAt = Mutex(0)
    let refused = Mutex(0)
    var total: Int { lookedAt.withLock { $0 } + refused.withLock { $0 } }
}

extension TestService where S == PartnerGatewayService {
    fileprivate func signInStaff(verify: @escaping @Sendable (String, String?) async throws -> Bool) -> SignInStaff {
        SignInStaff(database: database, passwords: .lasting, clock: context.clock, verify: verify)
    }
}
