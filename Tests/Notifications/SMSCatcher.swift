import Contracts
import Foundation
import TestSupport

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
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("sms-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let tokenFile = folder.appendingPathComponent("token")
        try Data(token.utf8).write(to: tokenFile)
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try TestEnvironment.python())
        process.arguments = [
            root.appendingPathComponent("deploy/demo/sms-catcher").path, "--port", "0", "--folder", folder.path,
            "--token-file", tokenFile.path,
        ]
        try process.run()
        defer { kill(process.processIdentifier, SIGKILL) }
        let listening = folder.appendingPathComponent("listening")
        let port = try await eventually("the catcher listens") { () -> String? in
            guard let text = try? String(contentsOf: listening, encoding: .utf8), !text.isEmpty else { return nil }
            return text
        }
        try await body(SMSCatcher(url: "http://127.0.0.1:\(port)", folder: folder))
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
