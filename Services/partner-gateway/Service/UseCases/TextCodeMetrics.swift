import Observability

/// Counts what became of codes for numbers.
struct TextCodeMetrics: Sendable {
    enum Outcome: String, CaseIterable, Sendable {
        case passedOn = "passed_on"
        case unknownNumber = "unknown_number"
        case expired
        case accountLimit = "account_limit"
        case dailyLimit = "daily_limit"

        init(_ verdict: SMSQuotaStore.Verdict) {
            self = switch verdict {
            case .admitted: .passedOn
            case .accountLimit: .accountLimit
            case .dailyLimit: .dailyLimit
            }
        }
    }

    private let counters: [Outcome: Counter]

    init(_ metrics: Metrics) {
        counters = Dictionary(uniqueKeysWithValues: Outcome.allCases.map { outcome in
            (outcome, metrics.counter(
                "pitcrew_sms_codes_total", "One-time codes asked for by text message, by what became of them.",
                labels: ["outcome": outcome.rawValue]
            ))
        })
    }

    func count(_ outcome: Outcome) { counters[outcome]?.add() }
}
