import Foundation
import TestSupport

@testable import Calendar

/// A calendar as Python's `icalendar` reads it.
struct ReadCalendar: Decodable {
    struct Person: Decodable {
        let address: String
        let parameters: [String: String]
    }

    struct Event: Decodable {
        let uid: String
        let sequence: Int
        let status, summary, description, location: String
        let url: String?
        /// By the zone database, and by the document's own zone.
        let start, end: [String]
        let stamp, modified: String
        let zone: String?
        let organizer, attendee: Person?
    }

    let method, version: String
    let names: [String]
    let events: [Event]
    let observances: [[String]]
    let errors: [String]
    let longestLine, bareLineEnds, brokenCharacters: Int

    static func read(_ documents: [CalendarDocument]) async throws -> [ReadCalendar] {
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Peers/calendar_peer.py").path
        return try await PythonPeer.with(script) { peer in
            var read: [ReadCalendar] = []
            // Some at a time: an answer has a deadline.
            for begin in stride(from: 0, to: documents.count, by: 100) {
                let some = documents[begin..<min(begin + 100, documents.count)]
                let line = some.map { Data($0.text.utf8).base64EncodedString() }.joined(separator: " ")
                read += try JSONDecoder().decode([ReadCalendar].self, from: Data(await peer.ask(line).utf8))
            }
            return read
        }
    }

    static func read(_ document: CalendarDocument) async throws -> ReadCalendar { try await read([document])[0] }
}
