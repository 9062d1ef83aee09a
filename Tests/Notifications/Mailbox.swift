import Foundation

/// The SMTP receiver of deploy/demo, as a child process with a folder of its own.
struct Mailbox {
    let url: String
    let folder: URL

    static func with(_ body: (Mailbox) async throws -> Void) async throws {
        try await StandIn.with("mailbox") { try await body(Mailbox(url: "smtp://127.0.0.1:\($0)", folder: $1)) }
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
