import Foundation
import Observability
import Testing

@Suite struct StandardErrorSinkTests {
    @Test func writesLinesWholeAndInOrderFromManyThreads() async throws {
        let pipe = Pipe()
        let sink = StandardErrorSink(file: pipe.fileHandleForWriting.fileDescriptor, capacity: 1 << 24)
        let lines = linesOf(pipe)
        await withTaskGroup { group in
            for writer in 0..<8 {
                group.addTask {
                    for number in 0..<1000 { sink.write("\(writer) \(number) " + String(repeating: "x", count: 50)) }
                }
            }
        }
        sink.flush()
        try pipe.fileHandleForWriting.close()
        let read = await lines.value
        #expect(read.count == 8000)
        for writer in 0..<8 {
            let numbers = read.filter { $0.hasPrefix("\(writer) ") }.compactMap { Int($0.split(separator: " ")[1]) }
            #expect(numbers == Array(0..<1000))
        }
    }

    /// Nobody reads here, and the pipe of the system holds 64 KB: a sink that blocked would end this test by its time limit.
    @Test(.timeLimit(.minutes(1))) func neverBlocksAndTellsHowManyLinesItLost() async throws {
        let pipe = Pipe()
        let sink = StandardErrorSink(file: pipe.fileHandleForWriting.fileDescriptor, capacity: 10_000)
        let line = String(repeating: "x", count: 999)
        for _ in 0..<1000 { sink.write(line) }
        let lines = linesOf(pipe)
        sink.flush()
        try pipe.fileHandleForWriting.close()
        let read = await lines.value
        let written = read.count { $0 == line }
        let lost = try read.filter { $0.hasPrefix("{") }.reduce(0) { sum, line in
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            return sum + (object?["lines_dropped"] as? Int ?? 0)
        }
        #expect(written < 1000)
        #expect(written + lost == 1000)
    }

    @Test func survivesALogNobodyCanWriteTo() {
        let sink = StandardErrorSink(file: -1)
        sink.write("lost")
        sink.flush()
    }
}

/// Reads to the end on a thread of its own: a blocking read would take a thread from all tests.
private func linesOf(_ pipe: Pipe) -> Task<[Substring], Never> {
    let (stream, sender) = AsyncStream.makeStream(of: Data.self)
    Thread.detachNewThread {
        sender.yield((try? pipe.fileHandleForReading.readToEnd()) ?? Data())
        sender.finish()
    }
    return Task { await stream.reduce(into: []) { $0 += String(decoding: $1, as: UTF8.self).split(separator: "\n") } }
}
