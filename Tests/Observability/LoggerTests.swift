import Foundation
import Observability
import Testing

@Suite struct LoggerTests {
    private let sink = RecordingSink()

    private func logger(_ level: Logger.Level = .debug) -> Logger {
        Logger(service: "booking", level: level, sink: sink, now: { Date(timeIntervalSince1970: 1_709_251_199.5) })
    }

    @Test func writesOneObjectWithItsFieldsInAFixedOrder() {
        logger().info("slot taken", ["slot": "a", "attempt": 2, "ratio": 0.5, "retry": true])
        #expect(
            sink.lines == [
                #"{"time":"2024-02-29T23:59:59.500Z","level":"info","service":"booking","message":"slot taken","#
                    + #""attempt":2,"ratio":0.5,"retry":true,"slot":"a"}"#
            ])
    }

    @Test func writesNothingBelowItsLevelAndDoesNotEvenMakeTheFields() throws {
        let quiet = logger(.warning)
        func expensive() -> [String: LogValue] {
            Issue.record("made for nothing")
            return [:]
        }
        quiet.debug("one", expensive())
        quiet.info("two", expensive())
        quiet.warning("three")
        quiet.error("four")
        #expect(try sink.objects().map { $0["level"] as? String } == ["warning", "error"])
    }

    @Test func carriesFieldsAlongAndLetsTheCallWin() throws {
        logger().with(["queue": "a", "attempt": 1]).with(["queue": "b"]).info("message", ["attempt": 2])
        let object = try #require(try sink.objects().first)
        #expect(object["queue"] as? String == "b")
        #expect(object["attempt"] as? Int == 2)
    }

    @Test(arguments: [
        "\"quoted\"", "back\\slash", "line\nbreak\r\ttab", "\u{0}\u{1}\u{1F}\u{7F}\u{85}", "\u{2028}\u{2029}", "Zürich 🏎️ مرحبا",
        "",
        "\",\"level\":\"error",
    ])
    func anyTextComesBackAsItWasAndStaysOnOneLine(text: String) throws {
        logger().info("message", ["text": .string(text), text: "key"])
        let line = try #require(sink.lines.first)
        #expect(!line.unicodeScalars.contains { "\n\r\u{85}\u{2028}\u{2029}".unicodeScalars.contains($0) })
        let object = try #require(try sink.objects().first)
        #expect(object["text"] as? String == text)
        #expect(object["level"] as? String == "info")
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity, 1e300, -0.0, 1.5]) func anyNumberIsValidJSON(number: Double) throws {
        logger().info("message", ["number": .double(number)])
        #expect(try sink.objects().first?["number"] != nil)
    }

    @Test func aCallerCannotOverwriteTheLoggersOwnFields() throws {
        logger().info("message", ["level": "fatal", "time": "never", "trace_id": "x"])
        let object = try #require(try sink.objects().first)
        #expect(object["level"] as? String == "info")
        #expect(object["field.level"] as? String == "fatal")
        #expect(object["trace_id"] == nil)
        #expect(sink.lines.first?.ranges(of: "\"level\":").count == 1)
    }

    @Test func personalDataIsNotWritten() throws {
        logger().info("message", ["email": "erika@example.org", "plate": "ZH 1", "token": "abc", "id": "42"])
        let line = try #require(sink.lines.first)
        for value in ["erika", "ZH 1", "abc"] { #expect(!line.contains(value)) }
        #expect(line.contains("\"id\":\"42\""))
    }

    @Test func anErrorIsToldByItsTypeAlone() throws {
        struct Rejected: Error { let mail = "erika@example.org" }
        logger().error("message", ["error": .errorType(Rejected())])
        #expect(try sink.objects().first?["error"] as? String == "Rejected")
    }

    @Test func aLineIsBoundedWhateverIsPassed() throws {
        let long = LogValue.string(String(repeating: "ü", count: 100_000))
        let fields = Dictionary(uniqueKeysWithValues: (0..<1000).map { ("key\($0)", long) })
        logger().info("message", fields)
        let line = try #require(sink.lines.first)
        #expect(line.utf8.count < 300_000)
        #expect(try sink.objects().count == 1)
    }

    @Test func namesTheCurrentSpan() async throws {
        let exporter = RecordingExporter()
        await Tracer(service: "booking", exporter: exporter).withSpan("work") { logger().info("inside") }
        logger().info("outside")
        let objects = try sink.objects()
        #expect(objects[0]["trace_id"] as? String == exporter.spans.first?.context.traceID)
        #expect(objects[0]["span_id"] as? String == exporter.spans.first?.context.spanID)
        #expect(objects[1]["trace_id"] == nil)
    }

    @Test(arguments: [
        (0.0, "1970-01-01T00:00:00.000Z"), (-0.001, "1969-12-31T23:59:59.999Z"), (951_782_400, "2000-02-29T00:00:00.000Z"),
        (4_102_444_799.999, "2099-12-31T23:59:59.999Z"), (1e300, "9999-12-31T23:59:59.999Z"),
        (-1e300, "0001-01-01T00:00:00.000Z"), (.infinity, "9999-12-31T23:59:59.999Z"), (.nan, "0001-01-01T00:00:00.000Z"),
    ])
    func writesTheTimeInUTCWithMilliseconds(seconds: Double, expected: String) throws {
        Logger(service: "a", level: .debug, sink: sink, now: { Date(timeIntervalSince1970: seconds) }).info("message")
        #expect(try sink.objects().first?["time"] as? String == expected)
    }
}
