/// What training, predicting or loading refuses.
public enum GradientBoostingError: Error, Equatable, CustomStringConvertible {
    /// The library refused a call; in its words.
    case library(String)
    /// Rows, columns or labels that do not fit together.
    case shape(String)
    /// Bytes that are no model this library reads rightly.
    case refusedModel(String)

    public var description: String {
        switch self {
        case .library(let text): "XGBoost: \(text)"
        case .shape(let text): text
        case .refusedModel(let text): "the model is refused: \(text)"
        }
    }
}
