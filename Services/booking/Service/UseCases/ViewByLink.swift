import Contracts
import Foundation
import PostgreSQL

/// What the holder of a link sees and may still do.
struct ViewByLink: Sendable {
    let policy: ChangePolicy
    let clock: any WallClock

    func callAsFunction(_ appointment: AppointmentState) -> AppointmentView {
        AppointmentView(appointment: appointment, policy: policy.view(of: appointment, at: clock.now()))
    }
}
