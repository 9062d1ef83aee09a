import Foundation
import Testing

@testable import PartnerGateway

@Suite struct WebhookScheduleTests {
    let now = Date(timeIntervalSince1970: 1_000_000)

    @Test func followsTheSpecificationsSchedule() {
        let waits = (1...10).map { WebhookSchedule.standard.next(after: $0, retryAfter: nil, jitter: 0, now: now)?.timeIntervalSince(now) }
        #expect(waits == [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400, nil])
    }

    @Test func retryAfterLengthensButNeverShortens() {
        let schedule = WebhookSchedule.standard
        #expect(schedule.next(after: 1, retryAfter: .seconds(60), jitter: 0, now: now) == now + 60)
        #expect(schedule.next(after: 2, retryAfter: .seconds(60), jitter: 0, now: now) == now + 300)
        #expect(schedule.next(after: 1, retryAfter: .seconds(10_000_000), jitter: 0, now: now) == now + 86_400)
    }

    @Test func signsAsTheSpecificationsExample() {
        // The example of the Standard Webhooks reference libraries' tests: secret, id, time and body give this signature.
        let secret = Array(Data(base64Encoded: "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw") ?? Data())
        let headers = WebhookSignature.headers(
            id: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp: Date(timeIntervalSince1970: 1_614_265_330), body: #"{"test": 2432232314}"#,
            secrets: [secret]
        )
        #expect(headers.last?.1 == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
    }
}
