import Foundation

/// How long finished work of one kind took one technician, against what was planned: enough to learn from, small enough to keep.
///
/// What is added up is the logarithm of actual over planned minutes: half and double the time are equally far off, and a few jobs that
/// took all day do not outweigh the rest.
public struct DurationCell: Sendable, Hashable {
    public let service: UUID
    public let vehicleClass: String
    public let technician: UUID
    public private(set) var count = 0
    public private(set) var sum = 0.0
    public private(set) var squares = 0.0

    public init(service: UUID, vehicleClass: String, technician: UUID) {
        self.service = service
        self.vehicleClass = vehicleClass
        self.technician = technician
    }

    /// A cell as it was stored.
    public init(service: UUID, vehicleClass: String, technician: UUID, count: Int, sum: Double, squares: Double) {
        self.init(service: service, vehicleClass: vehicleClass, technician: technician)
        self.count = max(count, 0)
        let most = Double(self.count) * log(Self.believable.upperBound)
        self.sum = sum.isFinite ? min(max(sum, -most), most) : 0
        self.squares = squares.isFinite ? max(squares, 0) : 0
    }

    /// The longest and shortest a job may have taken, as a multiple of its planned time. Beyond it somebody forgot to press a button.
    public static let believable = 0.1...10.0

    /// Adds a finished job. One that is not to be believed is left out.
    /// - Returns: whether it was added.
    @discardableResult
    public mutating func add(plannedMinutes: Int, actualMinutes: Int) -> Bool {
        guard plannedMinutes > 0, actualMinutes > 0 else { return false }
        let ratio = Double(actualMinutes) / Double(plannedMinutes)
        guard Self.believable.contains(ratio) else { return false }
        count += 1
        sum += log(ratio)
        squares += log(ratio) * log(ratio)
        return true
    }
}
