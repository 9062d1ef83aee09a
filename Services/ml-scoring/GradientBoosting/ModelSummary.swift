import Foundation

/// What a serialized model says of itself, read before the library sees it.
///
/// XGBoost 1.7 loads a model saved by 3.x without an error and predicts wrong: there `base_score` is a list in brackets.
struct ModelSummary {
    let columnCount: Int

    init(_ bytes: [UInt8]) throws(GradientBoostingError) {
        guard let document = try? JSONDecoder().decode(Document.self, from: Data(bytes)) else {
            throw .refusedModel("the bytes are not XGBoost's JSON")
        }
        guard let major = document.version.first, major < 2 else {
            throw .refusedModel("it was saved by version \(document.version.map(String.init).joined(separator: "."))")
        }
        let parameters = document.learner.parameters
        guard Double(parameters.baseScore) != nil else { throw .refusedModel("its base score is not a number") }
        guard let columns = Int(parameters.features), columns > 0 else { throw .refusedModel("it has no features") }
        columnCount = columns
    }

    private struct Document: Decodable {
        let version: [Int]
        let learner: Learner
    }

    private struct Learner: Decodable {
        let parameters: Parameters
        enum CodingKeys: String, CodingKey { case parameters = "learner_model_param" }
    }

    private struct Parameters: Decodable {
        let baseScore: String
        let features: String
        enum CodingKeys: String, CodingKey {
            case baseScore = "base_score"
            case features = "num_feature"
        }
    }
}
