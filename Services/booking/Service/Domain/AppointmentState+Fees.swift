import Contracts
import Foundation

extension AppointmentState {
    /// The same with what its last change costs.
    func charged(_ fee: Money?, for change: AppointmentChange) -> AppointmentState {
        guard let fee, fee.amount > 0 else { return self }
        var state = self
        state.fees = (fees ?? []) + [ChargedFee(change: change, amount: fee, at: changedAt)]
        return state
    }

    /// The same after a move: those of its customer count.
    func countingMove(by actor: Actor) -> AppointmentState {
        guard actor.kind == .customer else { return self }
        var state = self
        state.moves = (moves ?? 0) + 1
        return state
    }
}
