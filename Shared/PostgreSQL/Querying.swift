/// Whatever a statement can be read through: the database itself, or a transaction under way.
public protocol Querying: Sendable {
    func query(_ sql: SQL) async throws -> [PostgresRow]
}

extension PostgresClient: Querying {}
extension PostgresTransaction: Querying {}
