/// Runs `body` to its end even when the caller is cancelled, before or meanwhile.
///
/// For what must not be torn in two: settling a message, rolling back, handing a connection back. Inside, `Task.isCancelled`
/// is false. The body bounds itself: combine it with ``withDeadline(_:_:)``.
public func shielded<T: Sendable, Failure: Error>(
    _ body: @escaping @Sendable () async throws(Failure) -> T
) async throws(Failure) -> T {
    let task = Task { () async -> Result<T, Failure> in
        do throws(Failure) {
            return .success(try await body())
        } catch {
            return .failure(error)
        }
    }
    return try await task.value.get()
}
