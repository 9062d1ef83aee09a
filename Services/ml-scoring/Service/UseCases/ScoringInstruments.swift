import Observability

/// The figures of this service.
struct ScoringInstruments: Sendable {
    private let scores: Counter
    private let seconds: Histogram
    private let trainings: Counter
    private let failures: Counter

    init(_ metrics: Metrics) {
        scores = metrics.counter("pitcrew_scoring_scores_total", "Scores given.")
        seconds = metrics.histogram("pitcrew_scoring_batch_seconds", "Time the model takes for a batch of customers.")
        trainings = metrics.counter("pitcrew_scoring_trainings_total", "Trainings finished.", labels: ["outcome": "succeeded"])
        failures = metrics.counter("pitcrew_scoring_trainings_total", "Trainings finished.", labels: ["outcome": "failed"])
    }

    func judged(_ count: Int, in duration: Duration) {
        scores.add(Double(count))
        seconds.observe(duration / .seconds(1))
    }

    func trained(succeeded: Bool) { (succeeded ? trainings : failures).add(1) }
}
