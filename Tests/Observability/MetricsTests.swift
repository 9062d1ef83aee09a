import Observability
import Testing

@Suite struct MetricsTests {
    private let metrics = Metrics()

    /// What is rendered, without the metric every registry has.
    private func lines(_ name: String) -> [String] {
        metrics.render().split(separator: "\n").map(String.init).filter { $0.contains(" \(name)") || $0.hasPrefix(name) }
    }

    @Test func rendersACounterWithHelpAndType() {
        metrics.counter("requests_total", "Requests.", labels: ["method": "GET", "code": "200"]).add(3)
        metrics.counter("requests_total", "Requests.", labels: ["method": "GET", "code": "404"]).add(0.5)
        #expect(
            lines("requests_total") == [
                "# HELP requests_total Requests.", "# TYPE requests_total counter", #"requests_total{code="200",method="GET"} 3"#,
                #"requests_total{code="404",method="GET"} 0.5"#,
            ])
    }

    @Test func rendersAGaugeWithoutLabels() {
        metrics.gauge("queue_depth", "Waiting.").set(-2.5)
        #expect(lines("queue_depth").last == "queue_depth -2.5")
    }

    @Test func aHistogramCountsIntoCumulativeBuckets() {
        let histogram = metrics.histogram("seconds", "Time.", buckets: [1, 0.1, .infinity, 0.1], labels: ["op": "a"])
        for value in [0.05, 0.1, 0.5, 3, .nan] { histogram.observe(value) }
        histogram.observe(.milliseconds(350))
        #expect(
            lines("seconds") == [
                "# HELP seconds Time.", "# TYPE seconds histogram", #"seconds_bucket{op="a",le="0.1"} 2"#,
                #"seconds_bucket{op="a",le="1"} 4"#, #"seconds_bucket{op="a",le="+Inf"} 5"#, #"seconds_sum{op="a"} 4"#,
                #"seconds_count{op="a"} 5"#,
            ])
    }

    @Test func escapesHelpAndLabelValues() {
        metrics.counter("odd", "a\\b\nc\"d", labels: ["label": "a\\b\nc\"d\r\ne"]).add()
        #expect(metrics.render().contains("# HELP odd a\\\\b\\nc\"d\n"))
        #expect(metrics.render().contains("odd{label=\"a\\\\b\\nc\\\"d\r\\ne\"} 1\n"))
    }

    @Test(arguments: [(Double.infinity, "+Inf"), (-.infinity, "-Inf"), (.nan, "NaN"), (1e21, "1e+21"), (0.1, "0.1"), (7, "7")])
    func writesNumbersAsPrometheusReadsThem(value: Double, expected: String) {
        metrics.gauge("value", "").set(value)
        #expect(lines("value").last == "value \(expected)")
    }

    @Test func theSameNameAndLabelsAreTheSameInstrument() {
        let one = metrics.counter("same", "Help.", labels: ["a": "1", "b": "2"])
        #expect(one === metrics.counter("same", "Other help.", labels: ["b": "2", "a": "1"]))
        #expect(one !== metrics.counter("same", "Help.", labels: ["a": "1"]))
    }

    @Test func anotherKindUnderAKnownNameStillWorksButIsRejected() {
        metrics.counter("taken", "Help.").add(1)
        metrics.gauge("taken", "Help.").set(5)
        metrics.histogram("taken", "Help.", labels: ["a": "b"]).observe(1.0)
        #expect(lines("taken").last == "taken 1")
        #expect(lines("pitcrew_metrics_rejected_total").last == "pitcrew_metrics_rejected_total 2")
    }

    @Test func allHistogramsOfANameHaveTheBucketsOfTheFirst() {
        _ = metrics.histogram("h", "", buckets: [1, 2], labels: ["a": "1"])
        metrics.histogram("h", "", buckets: [5], labels: ["a": "2"]).observe(1.5)
        #expect(
            lines("h_bucket{a=\"2\"") == [
                #"h_bucket{a="2",le="1"} 0"#, #"h_bucket{a="2",le="2"} 1"#, #"h_bucket{a="2",le="+Inf"} 1"#,
            ])
    }

    @Test func namesPrometheusWouldRefuseAreRepaired() {
        metrics.counter("1 é-name", "", labels: ["0 lab-el": "v", "le": "x", "__own": "y"]).add()
        #expect(metrics.render().contains(#"_1___name{_0_lab_el="v",label___own="y",label_le="x"} 1"#))
    }

    @Test func oneNameHoldsABoundedNumberOfSeries() {
        for id in 0..<(Metrics.maximumSeries + 5) { metrics.counter("leak", "", labels: ["id": "\(id)"]).add() }
        #expect(lines("leak{").count == Metrics.maximumSeries)
        #expect(lines("pitcrew_metrics_rejected_total").last == "pitcrew_metrics_rejected_total 5")
    }

    @Test func countersOnlyGrow() {
        let counter = metrics.counter("c", "")
        for amount in [1, -5, .nan, .infinity] as [Double] { counter.add(amount) }
        #expect(counter.value == 1)
    }

    @Test func noCountIsLostAmongThreads() async {
        let (counter, histogram) = (metrics.counter("c", ""), metrics.histogram("h", ""))
        await withTaskGroup { group in
            for _ in 0..<8 {
                group.addTask {
                    for _ in 0..<5000 {
                        counter.add()
                        histogram.observe(0.5)
                    }
                }
            }
        }
        #expect(counter.value == 40_000)
        #expect(histogram.count == 40_000 && histogram.sum == 20_000)
    }

    @Test func collectorsRunBeforeEachRendering() {
        let gauge = metrics.gauge("renders", "")
        metrics.onRender { gauge.add(1) }
        _ = metrics.render()
        #expect(lines("renders").last == "renders 2")
    }

    @Test func tellsOfTheProcess() {
        ProcessMetrics.register(in: metrics)
        let values = Dictionary(
            metrics.render().split(separator: "\n").filter { $0.hasPrefix("process_") }.map { line in
                let parts = line.split(separator: " ")
                return (String(parts[0]), Double(parts[1]) ?? -1)
            }, uniquingKeysWith: { $1 })
        #expect(values["process_resident_memory_bytes", default: 0] > 1_000_000)
        for name in ["process_open_fds", "process_threads", "process_start_time_seconds"] {
            #expect(values[name, default: 0] > 1)
        }
        #expect(values["process_cpu_seconds_total"] != nil)
    }
}
