import Lifecycle
import Observability

extension Logger {
    /// Says nothing.
    public static let silent = Logger(service: "test", level: .error, sink: NoSink())
}

private struct NoSink: LogSink {
    func write(_ line: String) {}
}

/// Runs a service while the body runs, and waits until it has stopped.
public func running<Value>(_ services: any Service..., while body: () async throws -> Value) async throws -> Value {
    let tasks = services.map { service in Task { try await service.run() } }
    func stop() async {
        for task in tasks.reversed() {
            task.cancel()
            _ = await task.result
        }
    }
    do {
        let value = try await body()
        await stop()
        return value
    } catch {
        await stop()
        throw error
    }
}
