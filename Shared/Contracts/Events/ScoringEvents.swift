import Foundation

/// How likely a customer is to stay away, with the reasons that weigh most.
public struct ChurnScore: EventPayload, Hashable {
    public static let schemaVersion = 1
    public struct Reason: Codable, Sendable, Hashable {
        /// The feature's name, as `days_since_last_visit`.
        public var feature: String
        public var value: Double
        /// Share of the score in log-odds; positive drives churn.
        public var contribution: Double
        /// A sentence for people.
        public var text: String
        public init(feature: String, value: Double, contribution: Double, text: String) {
            self.feature = feature
            self.value = value
            self.contribution = contribution
            self.text = text
        }
    }
    public var customerId: UUID
    public var version: Int64
    public var modelId: UUID
    /// Probability from 0 to 1 that no visit follows within the horizon.
    public var probability: Double
    public var horizonDays: Int
    public var reasons: [Reason]
    public var scoredAt: Date
    public init(
        customerId: UUID, version: Int64, modelId: UUID, probability: Double, horizonDays: Int, reasons: [Reason], scoredAt: Date
    ) {
        self.customerId = customerId
        self.version = version
        self.modelId = modelId
        self.probability = probability
        self.horizonDays = horizonDays
        self.reasons = reasons
        self.scoredAt = scoredAt
    }
}

/// A model that now makes the scores, with the figures it was let through by.
public struct ModelState: EventPayload, Hashable {
    public static let schemaVersion = 1
    public var id: UUID
    public var version: Int64
    public var name: String
    public var trainedAt: Date
    /// Metric by name, as `auc` or `brier`, on the period after the training period.
    public var figures: [String: Double]
    public init(id: UUID, version: Int64, name: String, trainedAt: Date, figures: [String: Double]) {
        self.id = id
        self.version = version
        self.name = name
        self.trainedAt = trainedAt
        self.figures = figures
    }
}
