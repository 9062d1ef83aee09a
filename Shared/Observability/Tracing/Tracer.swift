import Foundation

/// Makes spans and keeps the current one with the task.
public final class Tracer: Sendable {
    /// Where the running task stands; nil outside any span.
    @TaskLocal public static var current: TraceContext?
    @TaskLocal private static var active: ActiveSpan?

    /// The service whose spans these are.
    public let service: String
    private let exporter: (any SpanExporter)?
    private let ratio: Double
    private let now: @Sendable () -> Date

    /// `ratio` of new traces is recorded; a trace that comes from outside is recorded when its caller says so.
    public init(
        service: String, exporter: (any SpanExporter)?, ratio: Double = 1, now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.service = service
        self.exporter = exporter
        self.ratio = ratio
        self.now = now
    }

    /// Runs `body` in a new span under `parent`, or else under the current one, or else in a new trace.
    ///
    /// What `body` throws marks the span as failed with the type of the error, and goes on to the caller. Name and attributes are asked
    /// for only where the span is recorded.
    nonisolated(nonsending)
    public func withSpan<T>(
        _ name: @autoclosure () -> String, kind: SpanKind = .internal, parent: TraceContext? = nil, links: [TraceContext] = [],
        attributes: @autoclosure () -> [String: String] = [:], _ body: () async throws -> T
    ) async rethrows -> T {
        let parent = parent ?? Tracer.current
        let context = parent?.child() ?? .root(isSampled: ratio >= 1 || Double.random(in: 0..<1) < ratio)
        guard context.isSampled, let exporter else { return try await unrecorded(context, body) }
        let span = ActiveSpan(attributes: attributes())
        let start = now()
        defer {
            let (attributes, status) = span.snapshot
            exporter.export(
                FinishedSpan(
                    name: name(), kind: kind, context: context, parentSpanID: parent?.spanID, start: start, end: now(),
                    attributes: attributes, status: status, links: links
                ))
        }
        return try await Tracer.$current.withValue(context) {
            try await Tracer.$active.withValue(span) {
                do {
                    return try await body()
                } catch {
                    span.fail(String(describing: type(of: error)))
                    throw error
                }
            }
        }
    }

    /// Gives the context to whatever is called inside, and records nothing. Hides a recorded span around it, which must not get what `body` adds.
    nonisolated(nonsending)
    private func unrecorded<T>(_ context: TraceContext, _ body: () async throws -> T) async rethrows -> T {
        try await Tracer.$current.withValue(context) {
            if Tracer.active == nil { return try await body() }
            return try await Tracer.$active.withValue(nil) { try await body() }
        }
    }

    /// Adds an attribute to the running span, if there is one.
    public static func setAttribute(_ key: String, _ value: String) { active?.set(key, value) }

    /// Marks the running span as failed, for failures that are answers and not thrown errors.
    public static func fail(_ reason: StaticString) { active?.fail(reason.description) }
}
