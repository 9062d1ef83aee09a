import Foundation
import Synchronization

/// The rules of workshops as they were last read. A plan tells which are in force, so whoever plans by these finds out whether they still
/// hold, and reads them anew where they do not: any number of instances agree, and mostly nothing is asked for them.
final class KnownRules: Sendable {
    private let books = Mutex<[UUID: PolicyBook]>([:])

    subscript(workshop: UUID) -> PolicyBook? {
        get { books.withLock { $0[workshop] } }
        set { books.withLock { $0[workshop] = newValue } }
    }
}
