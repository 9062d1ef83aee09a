import Foundation

/// Which side of a call a span shows. The raw values are those of OTLP.
public enum SpanKind: Int, Sendable {
    case `internal` = 1
    case server, client, producer, consumer
}

/// How the work of a span ended.
public enum SpanStatus: Sendable, Hashable {
    case unset
    /// With a constant or the type of an error; no text that could hold personal data.
    case error(String)
}

/// A piece of work that is over.
public struct FinishedSpan: Sendable {
    /// The operation, of few different names: `POST /v1/appointments`, never with an id in it.
    public let name: String
    /// Which side of a call it shows.
    public let kind: SpanKind
    /// Its own ids.
    public let context: TraceContext
    /// The span it ran in; nil for the first of a trace.
    public let parentSpanID: String?
    /// When the work began.
    public let start: Date
    /// When the work was over.
    public let end: Date
    /// What is known about the work; nothing personal.
    public let attributes: [String: String]
    /// How it ended.
    public let status: SpanStatus
    /// Other spans this one follows from: of each message in a batch, say.
    public let links: [TraceContext]

    /// A span measured by other means than ``Tracer/withSpan(_:kind:parent:links:attributes:_:)``.
    public init(
        name: String, kind: SpanKind, context: TraceContext, parentSpanID: String?, start: Date, end: Date,
        attributes: [String: String] = [:], status: SpanStatus = .unset, links: [TraceContext] = []
    ) {
        self.name = name
        self.kind = kind
        self.context = context
        self.parentSpanID = parentSpanID
        self.start = start
        self.end = end
        self.attributes = attributes
        self.status = status
        self.links = links
    }
}

/// Takes spans as they end.
public protocol SpanExporter: Sendable {
    /// Must not block: this is on the path of the work.
    func export(_ span: FinishedSpan)
}
