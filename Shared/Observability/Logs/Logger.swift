import Foundation

/// Writes structured log lines: one JSON object a line.
///
/// Messages are constants of the source, so that a line can be found, counted and alerted on; everything that varies is metadata.
/// Metadata holds no personal data; see ``LogKeys``.
public struct Logger: Sendable {
    /// Lines below this are not made.
    public let level: Level
    private let service: String
    private let sink: any LogSink
    private let fields: [String: LogValue]
    private let now: @Sendable () -> Date

    /// `level` is the lowest that is written; `now` stands in for the clock in tests.
    public init(
        service: String, level: Level, sink: any LogSink = StandardErrorSink.shared,
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.init(service: service, level: level, sink: sink, fields: [:], now: now)
    }

    private init(
        service: String, level: Level, sink: any LogSink, fields: [String: LogValue], now: @escaping @Sendable () -> Date
    ) {
        self.service = service
        self.level = level
        self.sink = sink
        self.fields = fields
        self.now = now
    }

    /// The same logger with more metadata on every line; a later value for a key wins.
    public func with(_ fields: [String: LogValue]) -> Logger {
        Logger(service: service, level: level, sink: sink, fields: merged(fields), now: now)
    }

    /// What only somebody searching for a fault wants to see.
    public func debug(_ message: StaticString, _ fields: @autoclosure () -> [String: LogValue] = [:]) {
        log(.debug, message, fields)
    }

    /// What an operator wants to know of normal work.
    public func info(_ message: StaticString, _ fields: @autoclosure () -> [String: LogValue] = [:]) {
        log(.info, message, fields)
    }

    /// What went wrong and will be tried again or was worked around.
    public func warning(_ message: StaticString, _ fields: @autoclosure () -> [String: LogValue] = [:]) {
        log(.warning, message, fields)
    }

    /// What needs somebody.
    public func error(_ message: StaticString, _ fields: @autoclosure () -> [String: LogValue] = [:]) {
        log(.error, message, fields)
    }

    private func log(_ level: Level, _ message: StaticString, _ fields: () -> [String: LogValue]) {
        guard level >= self.level else { return }
        let line = LogLine(
            time: now(), level: level, service: service, message: message.description, trace: Tracer.current,
            fields: merged(fields())
        )
        sink.write(line.json)
    }

    private func merged(_ more: [String: LogValue]) -> [String: LogValue] {
        fields.isEmpty ? more : fields.merging(more) { _, new in new }
    }
}
