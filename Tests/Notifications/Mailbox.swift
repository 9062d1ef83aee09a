import Foundation
import TestSupport

/// The SMTP receiver of deploy/demo, as a child process with a folder of its own.
struct Mailbox {
    let url: String
    let folder: URL

    static func with(_ body: (Mailbox) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("mail-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try TestEnvironment.python())
        process.arguments = [root.appendingPathComponent("deploy/demo/mailbox").path, "--port", "0", "--folder", folder.path]
        try process.run()
        // Not asked to end: it would wait for the sender's idle connection.
        defer { kill(process.processIdentifier, SIGKILL) }
        let listening = folder.appendingPathComponent("listening")
        let port = try await eventually("the mailbox listens") { () -> String? in
            guard let text = try? String(contentsOf: listening, encoding: .utf8), !text.isEmpty else { return nil }
            return text
        }
        try await body(Mailbox(url: "smtp://127.0.0.1:\(port)", folder: folder))
    }

    /// The mails taken so far, as files.
    func mails() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".eml") }
    }

    /// What the receiver answers to every mail from now on; nil for yes.
    func answer(_ line: String?) throws {
        let control = folder.appendingPathComponent("control")
        if let line { try Data(line.utf8).write(to: control) } else { try FileManager.default.removeItem(at: control) }
    }
}
