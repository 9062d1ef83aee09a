/// A part of a process that runs for as long as the process does: a server, a consumer, a relay.
public protocol Service: Sendable {
    /// For logs and errors.
    var name: String { get }

    /// Does the work until the task is cancelled; then stops gracefully (takes nothing new, finishes or gives back what is in
    /// hand) and returns. Returning or throwing without having been cancelled ends the whole group.
    func run() async throws
}
