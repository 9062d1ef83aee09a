import Contracts
import Scheduling

extension Plan {
    /// An engine that offers what is wanted.
    /// - Throws: `ValidationError` where it is wanted from who, or where, is not of this workshop.
    func engine(for wanted: WantedSlot) throws(ValidationError) -> SlotEngine {
        guard !wanted.wish.isNone else { return engine(without: wanted.giving?.owner) }
        try wanted.wish.validate(in: model)
        return engine(without: wanted.giving?.owner, movable: [], only: wanted.wish)
    }
}
