import Contracts

/// Fixed rates that make prices of different currencies comparable for features. They are never used for money that changes hands,
/// and they stay fixed so that the same history gives the same features.
enum ReferenceRates {
    /// Euros for one minor unit.
    private static let perMinorUnit: [String: Double] = [
        "EUR": 0.01, "USD": 0.0092, "GBP": 0.0117, "CHF": 0.0105, "AED": 0.0025, "SAR": 0.00245, "QAR": 0.00253, "SEK": 0.00088,
        "NOK": 0.00086, "DKK": 0.00134, "PLN": 0.0023, "CZK": 0.0004, "CAD": 0.0067, "AUD": 0.006, "SGD": 0.0068, "INR": 0.00011,
        "JPY": 0.0062, "KWD": 0.003, "BHD": 0.00244, "OMR": 0.00239,
    ]

    /// Nil for a currency without a rate: the feature is then missing.
    static func euros(_ money: Money) -> Double? { perMinorUnit[money.currency].map { Double(money.amount) * $0 } }
}
