import Contracts
import Foundation
import PostgreSQL

/// A message whose handling failed, with what must be kept of it.
struct FailedMessage: Sendable {
    let message: IncomingMessage
    let eventID: UUID?
    var attempts: Int
    let firstFailedAt: Date
}

/// Why a message lies in `parked`.
public enum ParkingReason: String, StringEnum {
    case undecodable
    case unknownType = "unknown-type"
    case attemptsExhausted = "attempts-exhausted"
    case permanent
    case deadLettered = "dead-lettered"
}

/// What an error may say where operators see it: never a value from the message or the database.
enum ErrorText {
    static func of(_ error: any Error) -> String {
        let text = switch error {
        case let error as PostgresError: "PostgreSQL \(error.sqlState)\(error.constraint.map { " (\($0))" } ?? ""): \(error.message)"
        case let error as any DomainError: "\(error.slug): \(error.detail)"
        case let error as any CustomStringConvertible: error.description
        default: String(describing: type(of: error))
        }
        return String(text.storable.prefix(2000))
    }

    /// The text without numbers and ids, so that the same cause groups together.
    static func group(_ text: String) -> String {
        var group = ""
        for word in text.split(separator: " ").prefix(40) {
            group += (group.isEmpty ? "" : " ") + (word.contains(where: \.isNumber) && word.count > 6 ? "…" : word)
        }
        return String(group.prefix(200))
    }
}
