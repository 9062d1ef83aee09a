import Configuration
import Testing

@testable import Notifications

@Suite struct SMSConfigurationTests {
    private static let whole = [
        "PITCREW_SMS_URL": "https://api.twilio.com", "PITCREW_SMS_ACCOUNT": "AC1", "PITCREW_SMS_TOKEN": "t", "PITCREW_SMS_FROM": "Pitcrew",
    ]

    @Test func allOfThemOrNone() throws {
        #expect(try SMSConfiguration(settings: Settings(environment: Self.whole))?.account == "AC1")
        #expect(try SMSConfiguration(settings: Settings(environment: [:])) == nil)
        for name in Self.whole.keys {
            var part = Self.whole
            part[name] = nil
            #expect(throws: ConfigurationError.self) { try SMSConfiguration(settings: Settings(environment: part)) }
        }
    }

    @Test func anAccountIsNoPath() {
        let settings = Self.whole.merging(["PITCREW_SMS_ACCOUNT": "AC1/../AC2"]) { $1 }
        #expect(throws: ConfigurationError.self) { try SMSConfiguration(settings: Settings(environment: settings)) }
    }
}
