import Contracts
import Foundation
import PostgreSQL

/// The sessions whose access tokens no longer count, though they have not run out: heard from `session.changed`, kept in the database
/// until those tokens would have ended by themselves, and read again every second that somebody asks.
struct EndedSessions: Sendable {
    private let recent: RecentValue<Set<UUID>>
    private let database: PostgresClient
    private let clock: any WallClock
    /// Seconds for which an instance may not know what another one has heard.
    private static let age: TimeInterval = 1

    init(database: PostgresClient, clock: any WallClock) {
        self.database = database
        self.clock = clock
        recent = RecentValue(clock: clock)
    }

    func contains(_ session: UUID) async throws -> Bool {
        try await recent.value(noOlderThan: Self.age) {
            let rows = try await database.query("SELECT session_id FROM ended_sessions WHERE forget_at > \(clock.now())")
            return Set(try rows.map { try $0.get("session_id", as: UUID.self) })
        }.contains(session)
    }

    /// Remembers an ended session. An older state that comes later changes nothing: a session is never opened again.
    static func store(_ event: Event<SessionState>, in transaction: PostgresTransaction) async throws {
        let state = event.payload
        guard state.status == .ended else { return }
        try await transaction.execute("""
            INSERT INTO ended_sessions (session_id, forget_at) VALUES (\(state.id), \(state.tokensEndAt + leeway))
            ON CONFLICT (session_id) DO UPDATE SET forget_at = greatest(ended_sessions.forget_at, excluded.forget_at)
            """)
    }

    /// Forgets those whose tokens have run out, at most `limit`.
    static func forget(limit: Int, in transaction: PostgresTransaction) async throws -> Int {
        try await transaction.execute("""
            DELETE FROM ended_sessions WHERE ctid = ANY(ARRAY(SELECT ctid FROM ended_sessions WHERE forget_at < now() LIMIT \(limit)))
            """)
    }

    /// Beyond a token's end, for clocks that differ.
    private static let leeway: TimeInterval = 60
}
