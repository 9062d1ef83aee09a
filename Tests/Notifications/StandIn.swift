import Foundation
import TestSupport

/// A program of deploy/demo, as a child process with a folder of its own.
enum StandIn {
    /// - Parameter arguments: made of the folder; beside it and the port.
    static func with(
        _ name: String, arguments: (URL) throws -> [String] = { _ in [] }, _ body: (_ port: String, _ folder: URL) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("\(name)-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try TestEnvironment.python())
        process.arguments = [root.appendingPathComponent("deploy/demo/\(name)").path, "--port", "0", "--folder", folder.path]
            + (try arguments(folder))
        try process.run()
        // Not asked to end: it would wait for the sender's idle connection.
        defer { kill(process.processIdentifier, SIGKILL) }
        let listening = folder.appendingPathComponent("listening")
        let port = try await eventually("\(name) listens") { () -> String? in
            guard let text = try? String(contentsOf: listening, encoding: .utf8), !text.isEmpty else { return nil }
            return text
        }
        try await body(port, folder)
    }
}
