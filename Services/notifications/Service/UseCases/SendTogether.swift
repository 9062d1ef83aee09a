import Observability

/// Sends all that is in hand at once, each in a span of its own.
struct SendTogether: Sendable {
    let tracer: Tracer
    let logger: Logger
    /// What the log says where it could not be noted what came of one.
    let unnoted: StaticString

    /// A note that fails is that one's own trouble: the others go on, and it is tried again when its lease is over.
    /// - Parameter send: sends one and notes what came of it.
    /// - Returns: how many there were.
    func run<Due: InHand>(
        _ due: [Due], span: @escaping @Sendable (Due) -> String, _ send: @escaping @Sendable (Due) async throws -> Void
    ) async -> Int {
        await withTaskGroup(of: Void.self) { group in
            for one in due { group.addTask { await run(one, span(one), send) } }
        }
        return due.count
    }

    private func run<Due: InHand>(_ one: Due, _ span: String, _ send: @Sendable (Due) async throws -> Void) async {
        let parent = one.traceparent.flatMap(TraceContext.init(traceparent:))
        await tracer.withSpan(span, kind: .client, parent: parent) {
            do {
                try await send(one)
            } catch {
                logger.warning(unnoted, ["message": .string(one.id.text), "error": .string(String(describing: error))])
            }
        }
    }
}
