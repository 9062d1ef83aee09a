import Foundation
import Synchronization
import TestSupport
import Testing

@testable import HTTP

@Suite struct StreamTests {
    /// What the producer of a stream saw.
    private final class Witness: Sendable {
        let written = Atomic<Int>(0)
        let end = Mutex<(any Error)?>(nil)
        func ended(_ error: any Error) { end.withLock { $0 = error } }
        var error: (any Error)? { end.withLock { $0 } }
        func waitForEnd() async throws {
            try await eventually("the producer is told") { error != nil }
        }
    }

    private func rows(_ count: Int, of bytes: Int, _ witness: Witness) -> (inout Router) -> Void {
        { router in
            router.stream(.get, "/rows", operation: "rows", summary: "Rows.", access: .open, contentType: "text/csv") { _, _ in
                StreamReply(contentType: "text/csv") { writer in
                    do {
                        for index in 0..<count {
                            try await writer.write("\(index)," + String(repeating: "x", count: bytes) + "\n")
                            witness.written.add(1, ordering: .relaxed)
                        }
                    } catch {
                        witness.ended(error)
                        throw error
                    }
                }
            }
        }
    }

    @Test func aStreamArrivesWhole() async throws {
        try await withServer(routes: rows(20_000, of: 100, Witness())) { server in
            let response = try await server.send("GET", "/rows")
            #expect(response["Content-Type"] == "text/csv")
            let lines = response.text.split(separator: "\n")
            #expect(lines.count == 20_000)
            #expect(lines.enumerated().allSatisfy { $1.hasPrefix("\($0),") })
        }
    }

    @Test func headOfAStreamProducesNothing() async throws {
        let witness = Witness()
        try await withServer(routes: rows(10, of: 10, witness)) { server in
            let response = try await server.send("HEAD", "/rows")
            #expect(response["Content-Type"] == "text/csv")
        }
        #expect(witness.written.load(ordering: .relaxed) == 0)
    }

    @Test func aSlowReaderSlowsTheProducer() async throws {
        let witness = Witness()
        try await withServer(routes: rows(200_000, of: 1000, witness)) { server in
            let port = server.port
            try await onThread {
                let client = try RawClient(port: port, receiveBuffer: 8192)
                try client.send("GET /rows HTTP/1.1\r\nHost: t\r\n\r\n")
                _ = try client.receiveHead()
                sleep(1)
                // What the buffers of two sockets hold, and ours: far from the 200 MB.
                #expect(witness.written.load(ordering: .relaxed) < 20_000)
            }
            try await witness.waitForEnd()
            #expect(witness.error is ClientGone || witness.error is CancellationError)
        }
    }

    @Test func aProducerIsToldThatTheClientHasGone() async throws {
        let witness = Witness()
        func routes(_ router: inout Router) {
            router.stream(.get, "/drip", operation: "drip", summary: "Drip.", access: .open, contentType: "text/plain") { _, _ in
                StreamReply(contentType: "text/plain") { writer in
                    do {
                        while true {
                            try await writer.write("drop\n")
                            try await Task.sleep(for: .milliseconds(20))
                        }
                    } catch {
                        witness.ended(error)
                        throw error
                    }
                }
            }
        }
        try await withServer(routes: routes) { server in
            let port = server.port
            try await onThread {
                let client = try RawClient(port: port)
                try client.send("GET /drip HTTP/1.1\r\nHost: t\r\n\r\n")
                _ = try client.receiveHead()
                _ = try client.receiveChunk()
            }
            try await witness.waitForEnd()
            #expect(witness.error is ClientGone || witness.error is CancellationError)
        }
    }

    @Test func aProducerThatFailsBreaksTheBodyOffAndIsLogged() async throws {
        let log = CollectedLog()
        func routes(_ router: inout Router) {
            router.stream(
                .get, "/broken", operation: "broken", summary: "Broken.", access: .open, contentType: "text/csv"
            ) { _, _ in
                StreamReply(contentType: "text/csv") { writer in
                    try await writer.write("1\n")
                    throw Secretive()
                }
            }
        }
        try await withServer(log: log, routes: routes) { server in
            await #expect(throws: RawClient.Failure.self) { try await server.send("GET", "/broken") }
        }
        let line = try #require(log.lines.first { $0.contains("http handler failed") })
        #expect(line.contains("trace_id"))
    }

    @Test func eventsAndHeartbeatsAreSent() async throws {
        let isHeard = Flag()
        func routes(_ router: inout Router) {
            router.stream(
                .get, "/events", operation: "events", summary: "Events.", access: .open, contentType: "text/event-stream"
            ) { _, _ in
                .events(heartbeat: .milliseconds(100)) { events in
                    try await events.send(try ServerSentEvent(id: "1", event: "greeting", json: Greeting(text: "a\nb")))
                    try await eventually("a heartbeat is heard") { isHeard.isRaised }
                    try await events.send(ServerSentEvent(data: "end"))
                }
            }
        }
        try await withServer(routes: routes) { server in
            let port = server.port
            let (head, text) = try await onThread {
                let client = try RawClient(port: port)
                try client.send("GET /events HTTP/1.1\r\nHost: t\r\n\r\n")
                let head = try client.receiveHead()
                var text = ""
                while let chunk = try client.receiveChunk() {
                    text += String(decoding: chunk, as: UTF8.self)
                    if text.contains(": heartbeat\n\n") { isHeard.raise() }
                }
                return (head, text)
            }
            #expect(head["Content-Type"] == "text/event-stream")
            #expect(head["Cache-Control"] == "no-store")
            let events = text.split(separator: ": heartbeat\n\n").joined()
            #expect(events == ": open\n\nid: 1\nevent: greeting\ndata: {\"text\":\"a\\nb\"}\n\ndata: end\n\n")
        }
    }

    @Test func anUploadIsReadLineByLine() async throws {
        struct Row: Codable, Sendable { var row: Int; var status: String }
        func routes(_ router: inout Router) {
            router.upload(
                .post, "/rows", operation: "import", summary: "Import.", access: .open, row: Greeting.self
            ) { _, _, lines in
                StreamReply(contentType: "application/x-ndjson") { writer in
                    for try await line in lines {
                        do {
                            let greeting = try line.decode(Greeting.self)
                            try await writer.writeLine(Row(row: line.number, status: greeting.text))
                        } catch let problem as Problem {
                            try await writer.writeLine(Row(row: line.number, status: problem.detail))
                        }
                    }
                }
            }
        }
        try await withServer(routes: routes) { server in
            let body = "{\"text\":\"a\"}\r\n\n{\"text\":1}\n{\"text\":\"c\"}"
            let response = try await server.send("POST", "/rows", body: body, type: "application/x-ndjson")
            #expect(response.text == """
                {"row":1,"status":"a"}
                {"row":3,"status":"text must be a string."}
                {"row":4,"status":"c"}

                """)
            #expect(try await server.send("POST", "/rows", body: body).status == 415)
            let tooLong = String(repeating: "x", count: 70_000)
            let long = try? await server.send("POST", "/rows", body: tooLong, type: "application/x-ndjson")
            #expect(long == nil)
        }
    }
}
