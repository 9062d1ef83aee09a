import Contracts
import Foundation

/// The SMS provider of deploy/demo, as a child process with a folder of its own.
struct SMSCatcher {
    static let (account, token) = ("AC0123456789abcdef0123456789abcdef", "a token+with/signs")
    let url: String
    let folder: URL

    struct Message: Codable, Hashable {
        let sid: String
        let to: String
        let from: String
        let body: String
    }

    static func with(_ body: (SMSCatcher) async throws -> Void) async throws {
        try await StandIn.with("sms-catcher", arguments: { folder in
            let file = folder.appendingPathComponent("token")
            try Data(token.utf8).write(to: file)
            return ["--token-file", file.path]
        }) { try await body(SMSCatcher(url: "http://127.0.0.1:\($0)", folder: $1)) }
    }

    /// What notifications must be told to use it.
    func settings(from sender: String = "+4930555000") -> [String: String] {
        [
            "PITCREW_SMS_URL": url, "PITCREW_SMS_ACCOUNT": Self.account, "PITCREW_SMS_TOKEN": Self.token, "PITCREW_SMS_FROM": sender,
        ]
    }

    /// The messages taken so far.
    func messages() throws -> [Message] { try lines("messages.jsonl").map { try JSONCoding.decode(Message.self, from: Array($0.utf8)) } }

    /// How many calls met a trouble.
    func troubles() throws -> Int { try lines("troubles").count }

    /// How it misbehaves from now on; nil for not at all.
    func misbehave(_ control: String?) throws {
        let file = folder.appendingPathComponent("control.json")
        if let control { try Data(control.utf8).write(to: file, options: .atomic) } else { try FileManager.default.removeItem(at: file) }
    }

    private func lines(_ name: String) throws -> [Substring] {
        let file = folder.appendingPathComponent(name)
        guard FileManager.default.fileExists(atPath: file.path) else { return [] }
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    }
}
