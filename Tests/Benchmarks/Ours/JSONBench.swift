import Configuration
import Contracts
import Foundation
import Outbox

/// Microseconds of processor time to write and to read one event with our codec and with Foundation's, in alternation, and the same for
/// the attributes of a message alone. Prints the median of the turns, one line a figure.
///
/// Settings: `BENCH_ROUNDS` (20000) an operation and turn, `BENCH_TURNS` (5). With the argument `event` after the name it prints the event.
struct JSONBench {
    let settings: Settings

    func run() throws {
        let event = BenchEvent.state
        if CommandLine.arguments.dropFirst(2).first == "event" { return print(try JSONCoding.text(event)) }
        let rounds = try settings.int("BENCH_ROUNDS", default: 20_000, in: 1...10_000_000)
        let turns = try settings.int("BENCH_TURNS", default: 5, in: 1...101)
        for pair in try pairs(event) {
            var (ours, foundation): ([Double], [Double]) = ([], [])
            for _ in 0..<turns {
                ours.append(try Self.microseconds(rounds, pair.ours))
                foundation.append(try Self.microseconds(rounds, pair.foundation))
            }
            print(#"{"metric":"\#(pair.name)","ours":\#(Self.median(ours)),"foundation":\#(Self.median(foundation))}"#)
        }
    }

    /// One thing done by both; each gives a number that depends on the result, so that nothing can be left out.
    private struct Pair {
        let name: String
        let ours: () throws -> Int
        let foundation: () throws -> Int
    }

    private func pairs(_ event: AppointmentState) throws -> [Pair] {
        let (encoder, decoder) = (JSONEncoder(), JSONDecoder())
        encoder.dateEncodingStrategy = .iso8601
        decoder.dateDecodingStrategy = .iso8601
        let (text, theirs) = (try JSONCoding.encode(event), try encoder.encode(event))
        let envelope = try BenchEnvelope()
        let attributes = try encoder.encode(envelope.structured)
        return [
            Pair(name: "encode", ours: { try JSONCoding.encode(event).count }, foundation: { try encoder.encode(event).count }),
            Pair(
                name: "decode", ours: { try JSONCoding.decode(AppointmentState.self, from: text).price.amount },
                foundation: { try decoder.decode(AppointmentState.self, from: theirs).price.amount }
            ),
            Pair(name: "envelope-write", ours: envelope.write, foundation: { try encoder.encode(envelope.structured).count }),
            Pair(
                name: "envelope-read", ours: envelope.read,
                foundation: { Int(try decoder.decode(BenchEnvelope.Structured.self, from: attributes).aggregateversion) }
            ),
        ]
    }

    private static func microseconds(_ rounds: Int, _ body: () throws -> Int) throws -> Double {
        var sum = 0
        let start = processorMicroseconds()
        for _ in 0..<rounds { sum &+= try body() }
        let time = processorMicroseconds() - start
        guard sum != 0 else { throw BenchFailed("nothing was read") }
        return time / Double(rounds)
    }

    /// Of this thread: what else the machine does is not in it.
    private static func processorMicroseconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) * 1e6 + Double(time.tv_nsec) / 1e3
    }

    private static func median(_ values: [Double]) -> Double { (values.sorted()[values.count / 2] * 100).rounded() / 100 }
}
