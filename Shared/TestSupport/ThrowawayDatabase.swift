import Configuration
import Foundation
import Observability
import PostgreSQL

/// A fresh database, dropped at the end.
public struct ThrowawayDatabase: Sendable {
    public let name: String
    public let url: URL

    /// The settings a client of it reads.
    public var settings: [String: String] { ["PITCREW_DATABASE_URL": url.absoluteString] }

    /// Makes a database, runs the body, and drops the database whatever happens.
    public static func with<Value>(_ body: (ThrowawayDatabase) async throws -> Value) async throws -> Value {
        let server = try TestEnvironment.databaseURL()
        let name = "test_" + UUID().uuidString.lowercased().replacingOccurrences(of: "-", with: "")
        var components = URLComponents(url: server, resolvingAgainstBaseURL: false) ?? URLComponents()
        components.path = "/" + name
        guard let url = components.url else { throw MissingServer(name: "PITCREW_TEST_DATABASE_URL") }
        try await onServer(server) { try await $0.execute("CREATE DATABASE \(unescaped: name)") }
        do {
            let value = try await body(ThrowawayDatabase(name: name, url: url))
            try await onServer(server) { try await $0.execute("DROP DATABASE \(unescaped: name) WITH (FORCE)") }
            return value
        } catch {
            try? await onServer(server) { try await $0.execute("DROP DATABASE \(unescaped: name) WITH (FORCE)") }
            throw error
        }
    }

    private static func onServer(_ url: URL, _ work: (PostgresClient) async throws -> Int) async throws {
        _ = try await withClient(url, work)
    }

    /// A running client of one database.
    public static func withClient<Value>(_ url: URL, _ body: (PostgresClient) async throws -> Value) async throws -> Value {
        let settings = Settings(environment: ["PITCREW_DATABASE_URL": url.absoluteString])
        let client = PostgresClient(
            configuration: try PostgresConfiguration(settings: settings), logger: .silent, metrics: Metrics()
        )
        return try await running(client) { try await body(client) }
    }
}

/// A fresh database with the migrations applied and a client connected to it.
public func withDatabase<Value>(
    migrations: [Migration] = [], _ body: (PostgresClient) async throws -> Value
) async throws -> Value {
    try await ThrowawayDatabase.with { database in
        try await ThrowawayDatabase.withClient(database.url) { client in
            try await Migrator(client: client, schemaTable: "pitcrew_migrations", logger: .silent).apply(migrations)
            return try await body(client)
        }
    }
}
