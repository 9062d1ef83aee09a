import Foundation
import Observability
import Testing

@Suite struct TracerTests {
    private let exporter = RecordingExporter()

    private var tracer: Tracer { Tracer(service: "booking", exporter: exporter) }

    @Test func aSpanInsideAnotherIsItsChild() async throws {
        await tracer.withSpan("outer", kind: .server) {
            await tracer.withSpan("inner", attributes: ["a": "b"]) {}
        }
        let (inner, outer) = (exporter.spans[0], exporter.spans[1])
        #expect(inner.name == "inner" && inner.kind == .internal && inner.attributes == ["a": "b"])
        #expect(outer.kind == .server && outer.parentSpanID == nil)
        #expect(inner.parentSpanID == outer.context.spanID && inner.context.traceID == outer.context.traceID)
        #expect(outer.end >= outer.start && inner.status == .unset)
    }

    @Test func currentIsTheRunningSpanAndNothingAfterIt() async {
        #expect(Tracer.current == nil)
        let inside = await tracer.withSpan("work") { Tracer.current }
        #expect(inside == exporter.spans.first?.context)
        #expect(Tracer.current == nil)
    }

    @Test func aParentFromOutsideWinsOverTheCurrentSpan() async throws {
        let remote = try #require(TraceContext(traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"))
        await tracer.withSpan("outer") { await tracer.withSpan("inner", parent: remote, links: [remote]) {} }
        let inner = exporter.spans[0]
        #expect(inner.context.traceID == remote.traceID && inner.parentSpanID == remote.spanID && inner.links == [remote])
    }

    @Test func aThrowMarksTheSpanWithTheTypeAndGoesOn() async {
        await #expect(throws: Broken.self) { try await tracer.withSpan("work") { throw Broken() } }
        #expect(exporter.spans.first?.status == .error("Broken"))
    }

    @Test func theBodyAddsToItsOwnSpanOnly() async {
        await tracer.withSpan("outer") {
            await tracer.withSpan("inner") {
                Tracer.setAttribute("http.response.status_code", "503")
                Tracer.fail("unavailable")
            }
        }
        #expect(exporter.spans[0].attributes == ["http.response.status_code": "503"])
        #expect(exporter.spans[0].status == .error("unavailable"))
        #expect(exporter.spans[1].attributes.isEmpty && exporter.spans[1].status == .unset)
    }

    @Test func whatTheCallerDoesNotRecordIsNotRecordedButGoesOn() async throws {
        let remote = try #require(TraceContext(traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00"))
        let inside = await tracer.withSpan("work", parent: remote) { Tracer.current }
        #expect(exporter.spans.isEmpty)
        #expect(inside?.traceID == remote.traceID && inside?.isSampled == false)
    }

    @Test func whatASpanThatIsNotRecordedAddsIsNotTakenForTheOneAroundIt() async throws {
        let remote = try #require(TraceContext(traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00"))
        await tracer.withSpan("outer") {
            await tracer.withSpan("inner", parent: remote) { Tracer.setAttribute("inner", "yes") }
            Tracer.setAttribute("outer", "yes")
        }
        #expect(exporter.spans.map(\.attributes) == [["outer": "yes"]])
    }

    @Test func aRatioOfZeroRecordsNoNewTrace() async {
        let tracer = Tracer(service: "booking", exporter: exporter, ratio: 0)
        for _ in 0..<100 { await tracer.withSpan("work") {} }
        #expect(exporter.spans.isEmpty)
    }

    @Test func childTasksInheritTheSpan() async {
        let (outer, inner) = await tracer.withSpan("work") {
            async let child = Tracer.current
            return (Tracer.current, await child)
        }
        #expect(outer != nil && outer == inner)
    }

    @Test func theBodyStaysOnTheCallersActor() async {
        actor Counter {
            var count = 0
            func work(_ tracer: Tracer) async { await tracer.withSpan("work") { count += 1 } }
        }
        let counter = Counter()
        await counter.work(tracer)
        #expect(await counter.count == 1)
    }
}

@Suite struct BatchSpanExporterTests {
    @Test func handsOverTheOldestFirstAndCountsWhatDidNotFit() async {
        let exporter = BatchSpanExporter(capacity: 3)
        let tracer = Tracer(service: "booking", exporter: exporter)
        for name in ["a", "b", "c", "d", "e"] { await tracer.withSpan(name) {} }
        #expect(exporter.count == 3 && exporter.dropped == 2)
        #expect(exporter.drain(max: 2).map(\.name) == ["a", "b"])
        await tracer.withSpan("f") {}
        #expect(exporter.drain(max: 10).map(\.name) == ["c", "f"])
        #expect(exporter.drain(max: -1).isEmpty && exporter.count == 0)
    }
}

@Suite struct OTLPTests {
    @Test func writesIdsInHexTimesAsStringsAndEnumerationsAsNumbers() throws {
        let parent = try #require(TraceContext(traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"))
        let other = try #require(TraceContext(traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4737-00f067aa0ba902b8-01"))
        let span = FinishedSpan(
            name: "POST /v1", kind: .server, context: parent, parentSpanID: other.spanID,
            start: Date(timeIntervalSince1970: 1_700_000_000.25),
            end: Date(timeIntervalSince1970: 1_700_000_001), attributes: ["b": "2", "a": "1"], status: .error("Broken"),
            links: [other])
        let json = String(decoding: OTLP.encode([span], service: "booking"), as: UTF8.self)
        #expect(
            json == #"{"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"booking"}}]},"#
                + #""scopeSpans":[{"scope":{"name":"pitcrew"},"spans":[{"attributes":[{"key":"a","value":{"stringValue":"1"}},"#
                + #"{"key":"b","value":{"stringValue":"2"}}],"endTimeUnixNano":"1700000001000000000","kind":2,"#
                + #""links":[{"spanId":"00f067aa0ba902b8","traceId":"4bf92f3577b34da6a3ce929d0e0e4737"}],"name":"POST /v1","#
                + #""parentSpanId":"00f067aa0ba902b8","spanId":"00f067aa0ba902b7","startTimeUnixNano":"1700000000250000000","#
                + #""status":{"code":2,"message":"Broken"},"traceId":"4bf92f3577b34da6a3ce929d0e0e4736"}]}]}]}"#)
    }

    @Test func leavesOutWhatIsNotThere() throws {
        let span = FinishedSpan(name: "root", kind: .internal, context: .root(), parentSpanID: nil, start: .now, end: .now)
        let json = String(decoding: OTLP.encode([span], service: "booking"), as: UTF8.self)
        #expect(!json.contains("parentSpanId") && !json.contains("status"))
    }

    /// Seconds and not dates: Foundation itself traps on describing such a date.
    @Test(arguments: [-1e300, -1, 1e12, 1e300, .infinity, .nan]) func anyTimeIsSafe(seconds: Double) {
        let time = Date(timeIntervalSince1970: seconds)
        let span = FinishedSpan(name: "odd", kind: .client, context: .root(), parentSpanID: nil, start: time, end: time)
        #expect(!OTLP.encode([span], service: "booking").isEmpty)
    }
}
