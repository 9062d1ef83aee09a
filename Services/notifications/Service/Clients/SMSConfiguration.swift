import Configuration
import Contracts
import Foundation

/// Whom text messages are handed to, by an API of Twilio's shape; absent without an address.
struct SMSConfiguration: Sendable {
    /// `PITCREW_SMS_URL`: the provider, as `https://api.twilio.com`.
    let url: URL
    /// `PITCREW_SMS_ACCOUNT`: the account's SID, letters and digits.
    let account: String
    /// `PITCREW_SMS_TOKEN`: proves that it is us.
    let token: Secret
    /// `PITCREW_SMS_FROM`: a number, a sender's name, or a messaging service (`MG` and 32 hexadecimal digits).
    let sender: String
    /// What one call may take.
    static let deadline = Duration.seconds(10)

    /// - Throws: `ConfigurationError` also where some of the four are set and others are not.
    init?(settings: Settings) throws {
        guard let url = try settings.optionalURL("PITCREW_SMS_URL", schemes: ["http", "https"]) else {
            for name in ["PITCREW_SMS_ACCOUNT", "PITCREW_SMS_TOKEN", "PITCREW_SMS_FROM"] where try settings.optionalString(name) != nil {
                throw ConfigurationError(name: "PITCREW_SMS_URL", rule: "must be set where \(name) is")
            }
            return nil
        }
        self.url = url
        account = try settings.string("PITCREW_SMS_ACCOUNT")
        guard account.utf8.allSatisfy(TextRules.isAlphanumeric) else {
            throw ConfigurationError(name: "PITCREW_SMS_ACCOUNT", rule: "must be letters and digits")
        }
        token = try settings.secret("PITCREW_SMS_TOKEN")
        sender = try settings.string("PITCREW_SMS_FROM")
    }
}
