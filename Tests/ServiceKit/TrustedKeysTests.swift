import Contracts
import Foundation
import TestSupport
import Testing

@Suite struct TrustedKeysTests {
    @Test func aTokenOfAKeyThatHasEndedIsRefused() async throws {
        let clock = ManualClock(Date())
        try await withService(PickyService.self, clock: clock) { service in
            let token = try service.token(scopes: ["ops"])
            #expect(try await service.get("/v1/ops/status", token: token).status == 200)
            let end = Timestamp.text(clock.now() + 30)
            try await service.database.execute("UPDATE trusted_keys SET keys = jsonb_set(keys, '{keys,0,notAfter}', to_jsonb(\(end)::text))")
            // Longer than keys are kept before they are read again.
            clock.advance(by: .seconds(61))
            #expect(try await service.get("/v1/ops/status", token: token).status == 401)
        }
    }
}
