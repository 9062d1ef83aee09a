import Configuration

/// The settings of analytics.
struct AnalyticsConfiguration: Sendable {
    /// `PITCREW_LONGEST_PERIOD`: days that one question may span; default 1098, three years.
    let longestPeriod: Int

    init(settings: Settings) throws {
        longestPeriod = try settings.int("PITCREW_LONGEST_PERIOD", default: 1098, in: 1...36_600)
    }
}
