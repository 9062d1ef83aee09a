import Foundation
import Synchronization

/// A Python program that plays the other side of a protocol in a test, run by the interpreter that
/// `PITCREW_TEST_PYTHON` names (one that has the packages of the tests' requirements).
///
/// The program prints one line when it is ready, then answers each line on its standard input with one on its standard
/// output, and ends at the end of its input: so it never outlives the test.
public final class PythonPeer: Sendable {
    /// What is wrong with the peer rather than with the code under test.
    public struct Failure: Error, CustomStringConvertible {
        public let description: String
    }

    /// The line the program printed when it was ready.
    public let greeting: String
    private let channel: LineChannel
    /// What a line may take; a peer that is silent for longer is ended, which fails the test instead of holding it up.
    private static let deadline = Duration.seconds(60)

    private init(channel: LineChannel) async throws {
        self.channel = channel
        greeting = try await channel.readLine(within: Self.deadline)
    }

    /// Starts the program in `script`, hands it to `body`, and ends it, also when `body` throws.
    public static func with<T>(
        _ script: String, arguments: [String] = [], _ body: (PythonPeer) async throws -> T
    ) async throws -> T {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try interpreter())
        process.arguments = ["-u", "-B", script] + arguments
        let input = Pipe(), output = Pipe()
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        defer {
            try? input.fileHandleForWriting.close()
            process.terminate()
            process.waitUntilExit()
        }
        let channel = LineChannel(process: process, input: input.fileHandleForWriting, output: output.fileHandleForReading)
        return try await body(PythonPeer(channel: channel))
    }

    /// Sends one line and returns the answer.
    public func ask(_ line: String) async throws -> String {
        try await channel.write(line)
        return try await channel.readLine(within: Self.deadline)
    }

    private static func interpreter() throws -> String {
        guard let path = ProcessInfo.processInfo.environment["PITCREW_TEST_PYTHON"], !path.isEmpty else {
            throw Failure(description: "set PITCREW_TEST_PYTHON to a Python interpreter that has the tests' packages")
        }
        return path
    }
}

/// Lines to and from a child process; reads block, so they happen on a queue of their own.
private final class LineChannel: Sendable {
    private let queue = DispatchQueue(label: "pitcrew.test.peer")
    private let process: Process
    private let input: FileHandle
    private let output: FileHandle
    private let unread = Mutex(Data())

    init(process: Process, input: FileHandle, output: FileHandle) {
        (self.process, self.input, self.output) = (process, input, output)
    }

    func write(_ line: String) async throws {
        try input.write(contentsOf: Data((line + "\n").utf8))
    }

    /// A blocking read is not cancelled by its task, so the deadline ends the process, and with it the read.
    func readLine(within deadline: Duration) async throws -> String {
        let watch = Task {
            try await Task.sleep(for: deadline)
            process.terminate()
        }
        defer { watch.cancel() }
        return try await withCheckedThrowingContinuation { done in
            queue.async { done.resume(with: Result { try self.blockingReadLine() }) }
        }
    }

    private func blockingReadLine() throws -> String {
        try unread.withLock { unread in
            while true {
                if let end = unread.firstIndex(of: UInt8(ascii: "\n")) {
                    defer { unread = Data(unread[unread.index(after: end)...]) }
                    return String(decoding: unread[..<end], as: UTF8.self)
                }
                let more = output.availableData
                guard !more.isEmpty else { throw PythonPeer.Failure(description: "the Python peer ended early, or was ended for its silence") }
                unread.append(more)
            }
        }
    }
}
