import Testing

@testable import PostgreSQL

@Suite("Listening", .timeLimit(.minutes(1)))
struct ListenTests {
    @Test func notificationsArriveAndListeningIsResumedAfterALoss() async throws {
        try await withDatabase { client in
            var heard = client.listen("odd \"channel").makeAsyncIterator()
            #expect(await heard.next() == .listening)
            for text in ["one", "two"] { try await client.query("SELECT pg_notify(\("odd \"channel"), \(text))") }
            #expect(await heard.next() == .message("one"))
            #expect(await heard.next() == .message("two"))
            try await client.query(
                """
                SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                WHERE datname = current_database() AND query LIKE 'LISTEN%'
                """)
            #expect(await heard.next() == .listening)
            try await client.query("SELECT pg_notify(\("odd \"channel"), 'three')")
            #expect(await heard.next() == .message("three"))
        }
    }

    @Test func itEndsWhenTheTaskIsCancelled() async throws {
        try await withDatabase { client in
            let task = Task { await client.listen("quiet").reduce(into: 0) { count, _ in count += 1 } }
            try await listeners(client, are: 1)
            task.cancel()
            #expect(await task.value <= 1)
            try await listeners(client, are: 0)
        }
    }

    @Test func itEndsWhenTheClientShutsDown() async throws {
        try await withDatabase { client in
            let task = Task { await client.listen("quiet").reduce(into: 0) { count, _ in count += 1 } }
            try await listeners(client, are: 1)
            await client.shutDown()
            #expect(await task.value <= 1)
        }
    }

    @Test func tooManyAtOnceAskForALookAtEverything() {
        var buffer = NotificationBuffer()
        for index in 0...NotificationBuffer.limit { buffer.append("\(index)") }
        let taken = buffer.take()
        #expect(taken.payloads.count == NotificationBuffer.limit)
        #expect(taken.hasOverflowed)
        #expect(buffer.isEmpty)
    }

    private func listeners(_ client: PostgresClient, are wanted: Int) async throws {
        for _ in 0..<100 {
            let rows = try await client.query(
                "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%' AND state = 'idle'")
            if rows.count == wanted { return }
            try await Task.sleep(for: .milliseconds(20))
        }
        Issue.record("there are not \(wanted) listeners")
    }
}
