/// The narrow waist between routing and whatever reads and writes the sockets. Nothing above it knows which library that is.
protocol HTTPEngine: AnyObject, Sendable {
    /// Connections that are open now.
    var connectionCount: Int { get }

    /// Listens. Throws when the address cannot be had.
    /// - Returns: the port, which differs from the one asked for when that was 0.
    func start() throws(HTTPEngineError) -> Int

    /// Stops accepting, lets requests in hand finish for at most `bound`, breaks off the rest and closes every connection.
    func stop(within bound: Duration) async
}

/// The engine could not start.
struct HTTPEngineError: Error, CustomStringConvertible {
    let description: String
}

/// What the engine asks of the layer above it, once a request. Called on the engine's own thread: `admit` must not block.
protocol RequestAdmitting: Sendable {
    /// Decides from the head alone what to do with the request.
    func admit(_ head: RequestHead) -> Admission

    /// The answer to a request the engine refuses before it was admitted.
    func refuse(_ head: RequestHead, _ reason: Refusal) -> EngineResponse
}

/// Why the engine refuses a request, or gives up on its handler.
enum Refusal: Sendable {
    case headTooLarge(limit: Int)
    case bodyTooLarge(limit: Int)
    case ambiguousLength
    case overdue
    case stopping
}

/// What becomes of a request whose head has been read.
enum Admission: Sendable {
    case accept(AdmittedRequest)
    case answer(EngineResponse)
}

/// A request whose body may now be read and whose handler may then run.
struct AdmittedRequest: Sendable {
    /// The longest body that is read.
    let maximumBody: Int
    /// How long the handler has before `overdue` answers for it; a handler that has not waited for anything yet answers for itself, late.
    let timeLimit: Duration
    /// Runs the handler. Never throws: every failure is already an answer.
    let run: @Sendable (_ body: [UInt8], _ deadline: ContinuousClock.Instant) async -> EngineResponse
    /// The answer given in the handler's place when the engine gives the request up; the handler is cancelled as well.
    let refuse: @Sendable (Refusal) -> EngineResponse
}

/// Request line and headers as they came: the target is not decoded.
struct RequestHead: Sendable {
    let method: String
    let target: String
    let headers: HTTPHeaders
}

/// What the engine sends.
struct EngineResponse: Sendable {
    enum Body: Sendable {
        case bytes([UInt8])
        /// A body of unknown length. `isLive` streams have no end of their own and are ended first when the server stops.
        case stream(isLive: Bool, produce: @Sendable (StreamWriter) async throws -> Void)
    }

    var status: Int
    var headers: [(name: String, value: String)]
    var body: Body
}
