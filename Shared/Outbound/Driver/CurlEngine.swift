import Concurrency

/// Transfers on one thread of their own, sharing connections.
///
/// The address policy belongs to the engine and not to the request, so that a connection opened without a check is never
/// reused where one is asked for.
final class CurlEngine: Sendable {
    struct Options: Sendable {
        var policy: AddressPolicy
        var connectTimeout: Duration
        /// A file of certificates to trust instead of the system's.
        var authorities: String?
        var maximumRunning: Int
        var maximumWaiting: Int
    }

    private let multi: CurlMulti
    private let mailbox: CurlMailbox
    /// Ends when the loop does.
    private let loop: Task<Void, Never>

    /// Nil when libcurl cannot be set up.
    init?(options: Options) {
        guard let multi = CurlMulti() else { return nil }
        let mailbox = CurlMailbox()
        let thread = SerialThread(name: "outbound")
        self.multi = multi
        self.mailbox = mailbox
        loop = Task.detached {
            await thread.run {
                var loop = CurlLoop(multi: multi, mailbox: mailbox, options: options)
                loop.run()
            }
        }
    }

    deinit {
        mailbox.stop(by: .now)
        multi.wake()
    }

    /// Runs one transfer to its end. Cancelling the task ends it at once.
    func perform(_ request: CurlRequest) async -> CurlResult {
        let id = mailbox.nextID()
        let cancellation = CurlMailbox.Cancellation()
        return await withTaskCancellationHandler {
            await withCheckedContinuation { finish in
                let letter = CurlMailbox.Letter(id: id, request: request, cancellation: cancellation, finish: finish)
                guard mailbox.post(letter) else {
                    return finish.resume(returning: CurlResult(failure: CurlFailure(.unavailable, "the client is shut down")))
                }
                multi.wake()
            }
        } onCancel: {
            cancellation.raise()
            mailbox.cancel(id)
            multi.wake()
        }
    }

    /// Takes nothing new, gives what runs so much time, then breaks it off.
    func stop(within duration: Duration) async {
        mailbox.stop(by: .now + duration)
        multi.wake()
        await loop.value
    }
}
