import Foundation
import Outbound
import TestSupport

/// A message as Python's email package reads it.
struct ParsedMessage: Decodable {
    struct Attachment: Decodable, Equatable {
        let filename, type: String
        let content: Data
    }

    let headers: [[String]]
    let names: [[String]]
    let fromName, subject, date, type, text: String
    let html: String?
    let attachments: [Attachment]
    let defects: [String]
    let longestLine: Int
    let ascii: Bool
    let bareLineEnds: Int

    func header(_ name: String) -> String? {
        headers.first { $0[0].lowercased() == name.lowercased() }?[1]
    }

    /// Renders the messages and lets Python read them.
    static func read(_ messages: [EmailMessage]) async throws -> [ParsedMessage] {
        try await PythonPeer.with(peerScript("mime_peer.py")) { peer in
            var parsed: [ParsedMessage] = []
            for message in messages {
                let answer = try await peer.ask(Data(message.render()).base64EncodedString())
                parsed.append(try JSONDecoder().decode(ParsedMessage.self, from: Data(answer.utf8)))
            }
            return parsed
        }
    }

    static func read(_ message: EmailMessage) async throws -> ParsedMessage {
        try await read([message])[0]
    }
}
