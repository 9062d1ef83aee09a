import Foundation
import Outbound
import Testing

@Suite struct RetryAfterTests {
    /// Sun, 06 Nov 1994 08:49:37 GMT, the date of RFC 9110.
    let now = Date(timeIntervalSince1970: 784_111_777)

    @Test(arguments: [
        ("0", 0), (" 120 ", 120), ("99999999999999999999", 86_400), ("100000", 86_400),
        ("Sun, 06 Nov 1994 08:50:37 GMT", 60), ("Sunday, 06-Nov-94 08:50:37 GMT", 60), ("Sun Nov  6 08:50:37 1994", 60),
        ("Sun, 06 Nov 1994 08:00:00 GMT", 0), ("Sat, 06 Nov 2094 08:00:00 GMT", 86_400),
    ])
    func readsSecondsAndDates(value: String, seconds: Int) {
        #expect(RetryAfter.parse(value, now: now) == .seconds(seconds))
    }

    @Test(arguments: ["", "-1", "1.5", "soon", "12 s", "１２"])
    func passesOverOtherValues(value: String) {
        #expect(RetryAfter.parse(value, now: now) == nil)
    }
}
