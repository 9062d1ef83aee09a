import Contracts
import Foundation

/// What may become of a request outside policy.
extension ExceptionState {
    /// - Throws: `BookingError.exceptionSettled` where it waits for no decision any more.
    func settled(
        as next: ExceptionStatus, by actor: Actor, reason: ReasonCode? = nil, note: String? = nil, start: Date? = nil,
        charged: Money? = nil, link: String?, at now: Date
    ) throws(BookingError) -> ExceptionState {
        guard status == .pending else { throw .exceptionSettled(status) }
        var state = self
        state.version += 1
        state.status = next
        state.manageUrl = link
        state.decision = Decision(by: actor.name, at: now, reason: reason?.rawValue, note: note, start: start, charged: charged)
        return state
    }

    func isOverdue(at now: Date) -> Bool { status == .pending && dueAt < now }
}
