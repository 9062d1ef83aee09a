/// How trees are grown (XGBoost parameters, https://xgboost.readthedocs.io/en/release_1.7.0/parameter.html).
public struct TrainingParameters: Sendable, Equatable {
    public var rounds: Int
    public var depth: Int
    public var learningRate: Double
    /// Least sum of hessians in a leaf; higher is more cautious.
    public var minimumChildWeight: Double
    /// Share of the rows each tree sees.
    public var subsample: Double
    /// Share of the columns each tree sees.
    public var columnSample: Double
    /// L2 regularization of the leaves.
    public var lambda: Double
    public var threads: Int
    /// The same rows, parameters and seed give the same model.
    public var seed: Int

    public init(
        rounds: Int = 120, depth: Int = 3, learningRate: Double = 0.06, minimumChildWeight: Double = 5, subsample: Double = 0.8,
        columnSample: Double = 0.8, lambda: Double = 2, threads: Int = 1, seed: Int = 1
    ) {
        self.rounds = rounds
        self.depth = depth
        self.learningRate = learningRate
        self.minimumChildWeight = minimumChildWeight
        self.subsample = subsample
        self.columnSample = columnSample
        self.lambda = lambda
        self.threads = threads
        self.seed = seed
    }

    var settings: [(name: String, value: String)] {
        [
            ("objective", "binary:logistic"), ("tree_method", "hist"), ("max_depth", "\(depth)"), ("eta", "\(learningRate)"),
            ("min_child_weight", "\(minimumChildWeight)"), ("subsample", "\(subsample)"), ("colsample_bytree", "\(columnSample)"),
            ("lambda", "\(lambda)"), ("nthread", "\(max(1, threads))"), ("seed", "\(seed)"), ("verbosity", "0"),
        ]
    }
}
