import Foundation
import Synchronization

/// Which rules are in force at a workshop: versions of the garage group's and of its own; nil where there are none.
struct RuleVersions: Sendable, Hashable {
    var group: Int64?
    var own: Int64?
}

/// The rules of workshops as they were last read. A plan tells which are in force, so whoever plans by these finds out whether they still
/// hold, and reads them anew where they do not: any number of instances agree, and mostly nothing is asked for them.
final class KnownRules: Sendable {
    struct Rules: Sendable {
        let versions: RuleVersions
        let group: PolicyDocument
        let own: PolicyDocument
    }

    private let rules = Mutex<[UUID: Rules]>([:])

    subscript(workshop: UUID) -> Rules? {
        get { rules.withLock { $0[workshop] } }
        set { rules.withLock { $0[workshop] = newValue } }
    }
}
