import Contracts
import Foundation

extension WaitingWish {
    /// The same for what is the same wish: workshop, work and vehicle, days and times, and the address. How the name is spelled and what is
    /// noted beside it make no other wish.
    var key: UUID {
        let parts = serviceIds.map(\.text).sorted() + [
            NaturalIdentity.normalized(plate: vehicle.plate), from.description, to.description, String(times.lowerBound),
            String(times.upperBound), NaturalIdentity.normalized(email: customer.email),
        ]
        // No part has a line end in it.
        return UUID.v5(namespace: workshopId, name: parts.joined(separator: "\n"))
    }
}
