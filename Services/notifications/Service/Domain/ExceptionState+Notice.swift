import Contracts
import Foundation

extension ExceptionState {
    /// The id of the letter that tells of it: a request is settled once.
    var notice: UUID { UUID.v5(namespace: id, name: "request settled") }

    /// Whether its customer is told: of what made it moot, the appointment's own letters tell.
    var isToBeTold: Bool { [.approved, .overridden, .declined, .expired].contains(status) }
}
