import Concurrency
import Observability

/// Does what is due, again and again, until its task is cancelled. A round that has begun is finished even then.
public struct DueWork: Sendable {
    private let wakeup: Wakeup
    private let logger: Logger
    private let failure: StaticString

    /// - Parameters:
    ///   - wakeup: tells that something is due; without it, one looks twice a second.
    ///   - failure: what the log says of a round that failed.
    public init(wakeup: Wakeup = Wakeup(), logger: Logger, failure: StaticString) {
        (self.wakeup, self.logger, self.failure) = (wakeup, logger, failure)
    }

    /// - Parameter round: takes in hand what is due, and says how much it was.
    public func run(_ round: @escaping @Sendable () async throws -> Int) async {
        while !Task.isCancelled {
            do {
                let count = try await shielded { try await round() }
                if count == 0 { await wakeup.wait(timeout: .milliseconds(500)) }
            } catch {
                logger.warning(failure, ["error": .string(String(describing: error))])
                do { try await Task.sleep(for: .seconds(1)) } catch { return }
            }
        }
    }
}
