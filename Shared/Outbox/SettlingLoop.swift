import Messaging
import Observability

/// Works on the messages of one batch until each is settled in the database, so that nothing is acknowledged that is not kept.
enum SettlingLoop {
    /// - Parameter round: settles what it can of the messages at `open` and takes it out; throws what stopped the rest. Messages that are
    ///   settled are not given to it again, so that one which cannot be kept does not make others be kept twice.
    /// - Returns: all acknowledged; where the task is cancelled meanwhile, what is still open goes back to the queue.
    static func run(
        _ deliveries: [Delivery], logger: Logger, _ round: (_ messages: [IncomingMessage], _ open: inout Set<Int>) async throws -> Void
    ) async -> [Settlement] {
        let messages = deliveries.map(IncomingMessage.init)
        var open = Set(messages.indices)
        var pause = DatabasePause(logger: logger)
        while !open.isEmpty {
            do {
                try await round(messages, &open)
            } catch {
                guard await pause.wait(after: error) else { break }
            }
        }
        return messages.indices.map { open.contains($0) ? .requeue : .acknowledge }
    }

    /// Settles the messages at `indices` one by one. One that is refused does not hold up those behind it; a database that is away does.
    /// - Throws: the last refusal, once all had their turn.
    static func eachAlone(
        _ indices: [Int], _ open: inout Set<Int>, _ settle: (Int) async throws -> Void
    ) async throws {
        var refusal: (any Error)?
        for index in indices {
            do {
                try await settle(index)
                open.remove(index)
            } catch where error.isDatabaseAway {
                throw error
            } catch {
                refusal = error
            }
        }
        if let refusal { throw refusal }
    }
}
