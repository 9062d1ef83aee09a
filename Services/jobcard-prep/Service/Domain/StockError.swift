import Contracts

/// What the stock refuses.
enum StockError: DomainError {
    case unknownPart
    case belowReserved
    case skuTaken
    case partDiffers
    case unknownJobcard

    var slug: String {
        switch self {
        case .unknownPart: "part-unknown"
        case .belowReserved: "below-reserved"
        case .skuTaken: "sku-taken"
        case .partDiffers: "part-differs"
        case .unknownJobcard: "jobcard-unknown"
        }
    }

    var kind: DomainErrorKind { self == .unknownPart || self == .unknownJobcard ? .notFound : .conflict }

    var detail: String {
        switch self {
        case .unknownPart: "There is no such part."
        case .belowReserved: "More of this part is set aside for job cards than that; cancel or move work first."
        case .skuTaken: "This workshop has another part with this SKU."
        case .partDiffers: "This part has another SKU or belongs to another workshop; add a new part under a new id."
        case .unknownJobcard: "There is no such job card."
        }
    }
}
