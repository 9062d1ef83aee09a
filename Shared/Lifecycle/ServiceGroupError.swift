/// Why a group ended other than by being asked to.
public struct ServiceGroupError: Error, Sendable, CustomStringConvertible {
    /// What made the group stop.
    public enum Cause: Sendable {
        /// This service returned though nobody had asked it to.
        case returned(service: String)
        /// This service threw.
        case threw(service: String, error: any Error)
        /// A signal or a cancelled caller asked for the stop; but not all went well after it.
        case asked
        /// A second signal came before all was drained.
        case forced(signal: Int32)
    }

    /// What made the group stop.
    public let cause: Cause
    /// Services that were not done within the drain time-out, in the order they were stopped. They may still be running.
    public let undrained: [String]
    /// Services that threw while stopping.
    public let failedWhileStopping: [String]

    public var description: String {
        let late = undrained.isEmpty ? "" : "; not drained in time: \(undrained.joined(separator: ", "))"
        let failed = failedWhileStopping.isEmpty ? "" : "; failed while stopping: \(failedWhileStopping.joined(separator: ", "))"
        return reason + late + failed
    }

    /// What the error says of itself: those of infrastructure say what is missing, and nothing else ends a service.
    static func text(of error: any Error) -> String {
        String(describing: error)
    }

    private var reason: String {
        switch cause {
        case .returned(let service): "service \(service) returned unasked"
        case .threw(let service, let error): "service \(service) threw \(Self.text(of: error))"
        case .asked: "stopped as asked"
        case .forced(let signal): "forced to stop by signal \(signal)"
        }
    }
}
