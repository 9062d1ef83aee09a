import Observability
import Testing

@Suite struct TraceContextTests {
    private static let trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    private static let span = "00f067aa0ba902b7"

    @Test(arguments: [("00", false), ("01", true), ("02", false), ("03", true), ("ff", true)])
    func readsAHeaderAndItsSampledFlag(flags: String, sampled: Bool) throws {
        let context = try #require(TraceContext(traceparent: "00-\(Self.trace)-\(Self.span)-\(flags)"))
        #expect(context.traceID == Self.trace && context.spanID == Self.span && context.isSampled == sampled)
    }

    @Test(arguments: ["01-\(trace)-\(span)-01", "cc-\(trace)-\(span)-01-what-the-future-brings", "fe-\(trace)-\(span)-01-"])
    func readsWhatItKnowsOfAFutureVersion(header: String) {
        #expect(TraceContext(traceparent: header)?.traceparent == "00-\(Self.trace)-\(Self.span)-01")
    }

    @Test(arguments: [
        "", "00", "ff-\(trace)-\(span)-01", "00-\(trace)-\(span)-01-extra", "00-\(trace)-\(span)-01-",
        "cc-\(trace)-\(span)-01.extra",
        "00-00000000000000000000000000000000-\(span)-01", "00-\(trace)-0000000000000000-01",
        "00-\(trace.uppercased())-\(span)-01",
        "00-\(trace)-\(span.uppercased())-01", "00-\(trace)-\(span)-0G", "0G-\(trace)-\(span)-01", "00-\(trace)-\(span)-1",
        "00-\(trace)-\(span)",
        "00-\(trace)\(span)-01", "00_\(trace)_\(span)_01", " 00-\(trace)-\(span)-01", "00-\(trace)-\(span)-01 ",
        "00-\(trace.dropLast())é-\(span)-01",
        "00-\(trace)-\(span)-FF", "------------------------------------------------------------",
    ])
    func refusesWhatTheRecommendationRefuses(header: String) {
        #expect(TraceContext(traceparent: header) == nil)
    }

    @Test func writesWhatItRead() {
        let header = "00-\(Self.trace)-\(Self.span)-00"
        #expect(TraceContext(traceparent: header)?.traceparent == header)
    }

    @Test func newContextsAreValidAndDiffer() {
        let root = TraceContext.root()
        let child = root.child()
        #expect(TraceContext(traceparent: root.traceparent) == root)
        #expect(child.traceID == root.traceID && child.spanID != root.spanID && child.isSampled == root.isSampled)
        #expect(Set((0..<10_000).map { _ in TraceContext.root().traceID }).count == 10_000)
        #expect(TraceContext.root(isSampled: false).traceparent.hasSuffix("-00"))
    }
}
