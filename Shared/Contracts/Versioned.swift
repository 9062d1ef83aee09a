import Foundation

/// A state of something that has an identity, and versions that grow.
public protocol Versioned {
    /// What the versions are of.
    var aggregateID: UUID { get }
    var version: Int64 { get }
}

extension Sequence where Element: Versioned {
    /// The highest version of each, in the order of ids: whoever writes rows in that order waits for nobody in a circle.
    public func latest() -> [Element] {
        Dictionary(map { ($0.aggregateID, $0) }) { $0.version >= $1.version ? $0 : $1 }.values
            .sorted { $0.aggregateID.text < $1.aggregateID.text }
    }
}

extension AppointmentState: Versioned {
    public var aggregateID: UUID { id }
}

extension CustomerState: Versioned {
    public var aggregateID: UUID { id }
}

extension VehicleState: Versioned {
    public var aggregateID: UUID { vehicle.id }
}

extension NotificationState: Versioned {
    public var aggregateID: UUID { id }
}

extension ChurnScore: Versioned {
    public var aggregateID: UUID { customerId }
}

extension Event: Versioned where Payload: Versioned {
    public var aggregateID: UUID { payload.aggregateID }
    public var version: Int64 { payload.version }
}
