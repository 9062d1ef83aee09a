import CRabbitMQ
import Foundation

/// One connection to the broker: owner of the C library's handle.
///
/// librabbitmq is not thread-safe in any part, so this is not `Sendable`: it is made, used and dropped on one thread. Every
/// wait inside is bounded by the configuration's time limits.
final class Connection {
    /// The one channel for publishing or consuming.
    static let mainChannel: UInt16 = 1
    /// Another for questions whose failing closes the channel.
    static let sideChannel: UInt16 = 2

    let state: amqp_connection_state_t
    let arena = Arena()
    let configuration: AMQPConfiguration
    /// Where frames are read into.
    let frame: UnsafeMutablePointer<amqp_frame_t>
    var content: ContentAssembly?
    var texts = RepeatedTexts()

    /// Connects and logs in.
    init(_ configuration: AMQPConfiguration, role: String) throws(AMQPError) {
        guard let state = amqp_new_connection() else { throw AMQPError(.overloaded, "no memory for a connection") }
        do throws(AMQPError) {
            try Self.connect(state, configuration)
            try Self.login(state, configuration, role: role)
        } catch {
            amqp_destroy_connection(state)
            throw error
        }
        self.state = state
        self.configuration = configuration
        frame = .allocate(capacity: 1)
        frame.initialize(to: amqp_frame_t())
    }

    /// Closes the socket, with or without a farewell before.
    deinit {
        amqp_destroy_connection(state)
        frame.deallocate()
    }

    /// To wait on and to shut; reading and writing is the library's.
    var descriptor: Int32 { amqp_get_sockfd(state) }

    /// Says farewell and waits for the answer, so that all that was sent before has arrived.
    func close() {
        _ = amqp_connection_close(state, Int32(AMQP_REPLY_SUCCESS))
    }

    /// Holds packets back while many frames are written.
    func corked<T>(_ body: () throws(AMQPError) -> T) throws(AMQPError) -> T {
        _ = pitcrew_cork(descriptor, 1)
        defer { _ = pitcrew_cork(descriptor, 0) }
        return try body()
    }
}
