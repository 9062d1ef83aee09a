import Configuration
import Foundation
import Outbound

/// The settings of notifications.
struct NotificationsConfiguration: Sendable {
    /// `PITCREW_SMTP_URL`, `PITCREW_SMTP_TLS`, `PITCREW_SMTP_USERNAME`, `PITCREW_SMTP_PASSWORD`: the mail server.
    let smtp: SMTPConfiguration
    /// `PITCREW_MAIL_FROM`: the sender, as `Pitcrew <service@pitcrew.example>`.
    let sender: EmailAddress
    /// `PITCREW_SMS_URL`, `PITCREW_SMS_ACCOUNT`, `PITCREW_SMS_TOKEN`, `PITCREW_SMS_FROM`: the provider of text messages, or none.
    let sms: SMSConfiguration?
    /// `PITCREW_MAIL_ATTEMPTS`: tries before a message is given up; default 12, about a day.
    let attempts: Int
    /// `PITCREW_MAIL_RETRY_BASE`: delay before the second try, doubled for each further one up to two hours; default 30s.
    let retryBase: Duration
    /// `PITCREW_CODE_SECRET`: opens the one-time codes that the gateway has sealed; the same as there, at least 32 characters.
    let codeSecret: Secret
    /// `PITCREW_REMINDER_LEAD`: how long before an appointment its reminder goes out; default 24h.
    let reminderLead: Duration

    /// `PITCREW_CONTACT_CAP_DAY`, `PITCREW_CONTACT_CAP_WEEK`: how many messages that can be refused somebody gets at most in 24 hours, and in
    /// seven days; default 5 and 15.
    let caps: [FrequencyCap]

    init(settings: Settings) throws {
        smtp = try SMTPConfiguration(settings: settings)
        let from = try settings.string("PITCREW_MAIL_FROM")
        do {
            sender = try EmailAddress(parsing: from)
        } catch {
            throw ConfigurationError(name: "PITCREW_MAIL_FROM", rule: "must be an e-mail address, with or without a name")
        }
        sms = try SMSConfiguration(settings: settings)
        attempts = try settings.int("PITCREW_MAIL_ATTEMPTS", default: 12, in: 1...50)
        retryBase = try settings.duration("PITCREW_MAIL_RETRY_BASE", default: .seconds(30))
        codeSecret = try settings.secret("PITCREW_CODE_SECRET")
        guard codeSecret.revealed.utf8.count >= 32 else {
            throw ConfigurationError(name: "PITCREW_CODE_SECRET", rule: "must have at least 32 characters")
        }
        caps = [
            FrequencyCap(limit: try settings.int("PITCREW_CONTACT_CAP_DAY", default: 5, in: 1...1000), window: 86_400),
            FrequencyCap(limit: try settings.int("PITCREW_CONTACT_CAP_WEEK", default: 15, in: 1...1000), window: 7 * 86_400),
        ]
        reminderLead = try settings.duration("PITCREW_REMINDER_LEAD", default: .seconds(86_400))
    }
}
