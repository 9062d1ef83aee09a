import Configuration
import Foundation
import Outbound

/// The settings of the partner gateway.
struct PartnerGatewayConfiguration: Sendable {
    /// `PITCREW_KEY_SECRET`: seals private keys and webhook secrets in the database; at least 32 characters.
    let keySecret: Secret
    /// `PITCREW_CODE_SECRET`: seals one-time codes on their way to notifications, which needs the same; at least 32 characters.
    let codeSecret: Secret
    /// `PITCREW_STAFF_SESSION`, `PITCREW_CUSTOMER_SESSION`: how long people stay signed in on a device; default 12h and 720h.
    /// `PITCREW_STAFF_IDLE`: how long a staff session may go unused, longer than a token counts; default 30m.
    let sessions: SessionLifetimes
    /// `PITCREW_STAFF_FILE`: JSON list of `{email, name, role, password}`; the accounts are made, updated or removed at the start.
    /// Optional.
    let staffFile: String?
    /// `PITCREW_STAFF_PASSWORDS`: `first` (default) takes a password of the file until its person has a passkey, for 14 days at most, and
    /// lets in only verified staff; `lasting` is for trials.
    let staffPasswords: StaffPasswords
    /// `PITCREW_TOKEN_LIFETIME`: how long an access token counts, at most a day; default 10m.
    let tokenLifetime: Duration
    /// `PITCREW_KEY_ANNOUNCEMENT`: how often the public keys are told again, for services that came later; default 5m.
    let keyAnnouncement: Duration
    /// `PITCREW_KEY_DELAY`: how long a new signing key is published before it signs; default 5m.
    let keyDelay: Duration
    /// `PITCREW_WEBHOOK_ADDRESSES`: `public` (default) refuses to call private networks, `any` is for tests.
    let webhookAddresses: AddressPolicy
    /// `PITCREW_WEBHOOK_DEADLINE`: what one webhook call may take; default 15s.
    let webhookDeadline: Duration
    /// `PITCREW_WEBHOOK_SCHEDULE`: delays between the attempts of a webhook call; default that of Standard Webhooks.
    let webhookSchedule: WebhookSchedule
    /// `PITCREW_PASSKEY_ORIGINS`: further origins that passkeys may be used at, beside that of `PITCREW_PUBLIC_URL`; optional.
    let passkeyOrigins: [String]
    /// `PITCREW_PARTNER_RATE` and `PITCREW_PARTNER_BURST`: requests a second, and at once, of a client; defaults 50 and 100.
    let partnerLimits: RateLimits
    /// `PITCREW_PARTNER_BOOKINGS`: bookings a partner may ask for in a UTC day; default 10000.
    let partnerBookings: Int
    /// `PITCREW_IDENTITY_AUDIT_DAYS`: how long the audit of identities is kept, at least 90 days; default 400.
    let identityAuditDays: Int
    /// `PITCREW_PARTNER_USAGE_DAYS`: how long partners' usage is kept, at least 31 days; default 400.
    let partnerUsageDays: Int
    /// `PITCREW_SMS_DAILY_LIMIT`: codes by text message in a UTC day, of all accounts together; default 1000.
    let textsPerDay: Int

    init(settings: Settings) throws {
        keySecret = try settings.secret("PITCREW_KEY_SECRET")
        guard keySecret.revealed.utf8.count >= 32 else {
            throw ConfigurationError(name: "PITCREW_KEY_SECRET", rule: "must have at least 32 characters")
        }
        codeSecret = try settings.secret("PITCREW_CODE_SECRET")
        guard codeSecret.revealed.utf8.count >= 32 else {
            throw ConfigurationError(name: "PITCREW_CODE_SECRET", rule: "must have at least 32 characters")
        }
        tokenLifetime = try settings.duration("PITCREW_TOKEN_LIFETIME", default: .seconds(600))
        // A key that was replaced is trusted for a day: no token may outlive it.
        guard tokenLifetime <= .seconds(RotateSigningKey.overlap) else {
            throw ConfigurationError(name: "PITCREW_TOKEN_LIFETIME", rule: "must be at most a day")
        }
        sessions = SessionLifetimes(
            staff: try settings.duration("PITCREW_STAFF_SESSION", default: .seconds(12 * 3600), in: .seconds(60)...(.seconds(31 * 86_400))),
            customer: try settings.duration(
                "PITCREW_CUSTOMER_SESSION", default: .seconds(30 * 86_400), in: .seconds(60)...(.seconds(366 * 86_400))
            ),
            staffIdle: try settings.duration("PITCREW_STAFF_IDLE", default: .seconds(1800), in: .seconds(60)...(.seconds(31 * 86_400)))
        )
        guard sessions.staffIdle > tokenLifetime else {
            throw ConfigurationError(name: "PITCREW_STAFF_IDLE", rule: "must be longer than PITCREW_TOKEN_LIFETIME")
        }
        staffFile = try settings.optionalString("PITCREW_STAFF_FILE")
        guard let passwords = StaffPasswords(rawValue: try settings.string("PITCREW_STAFF_PASSWORDS", default: "first")) else {
            throw ConfigurationError(name: "PITCREW_STAFF_PASSWORDS", rule: "must be first or lasting")
        }
        staffPasswords = passwords
        keyAnnouncement = try settings.duration("PITCREW_KEY_ANNOUNCEMENT", default: .seconds(300))
        guard keyAnnouncement > .zero else { throw ConfigurationError(name: "PITCREW_KEY_ANNOUNCEMENT", rule: "must be above zero") }
        keyDelay = try settings.duration("PITCREW_KEY_DELAY", default: .seconds(300))
        webhookAddresses = switch try settings.string("PITCREW_WEBHOOK_ADDRESSES", default: "public") {
        case "public": .publicOnly
        case "any": .any
        default: throw ConfigurationError(name: "PITCREW_WEBHOOK_ADDRESSES", rule: "must be public or any")
        }
        webhookDeadline = try settings.duration("PITCREW_WEBHOOK_DEADLINE", default: .seconds(15), in: .seconds(1)...(.seconds(120)))
        webhookSchedule = try settings.optionalString("PITCREW_WEBHOOK_SCHEDULE").map { _ in
            WebhookSchedule(delays: try Self.delays(settings))
        } ?? .standard
        passkeyOrigins = try settings.list("PITCREW_PASSKEY_ORIGINS", default: [])
        partnerLimits = RateLimits(
            rate: try settings.int("PITCREW_PARTNER_RATE", default: 50, in: 1...100_000),
            burst: try settings.int("PITCREW_PARTNER_BURST", default: 100, in: 1...1_000_000)
        )
        partnerBookings = try settings.int("PITCREW_PARTNER_BOOKINGS", default: 10_000, in: 0...100_000_000)
        identityAuditDays = try settings.int("PITCREW_IDENTITY_AUDIT_DAYS", default: 400, in: 90...36_500)
        partnerUsageDays = try settings.int("PITCREW_PARTNER_USAGE_DAYS", default: 400, in: 31...36_500)
        textsPerDay = try settings.int("PITCREW_SMS_DAILY_LIMIT", default: 1000, in: 0...100_000)
    }

    private static func delays(_ settings: Settings) throws -> [Duration] {
        try settings.list("PITCREW_WEBHOOK_SCHEDULE").map { text in
            try Settings(environment: ["PITCREW_WEBHOOK_SCHEDULE": text]).duration("PITCREW_WEBHOOK_SCHEDULE")
        }
    }
}
