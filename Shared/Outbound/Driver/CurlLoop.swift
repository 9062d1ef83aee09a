import CCurl

/// The loop that drives libcurl on its thread. Everything of a transfer happens here.
struct CurlLoop {
    private let multi: CurlMulti
    private let mailbox: CurlMailbox
    private let options: CurlEngine.Options
    /// By libcurl's handle.
    private var running: [UnsafeMutableRawPointer: CurlTransfer] = [:]
    /// Oldest first, while as many run as may.
    private var waiting: [CurlMailbox.Letter] = []

    init(multi: CurlMulti, mailbox: CurlMailbox, options: CurlEngine.Options) {
        (self.multi, self.mailbox, self.options) = (multi, mailbox, options)
    }

    /// Returns once told to stop and nothing runs any more.
    mutating func run() {
        while true {
            let contents = mailbox.empty()
            contents.started.forEach { accept($0) }
            contents.cancelled.forEach { cancel($0) }
            expireWaiting()
            startWaiting()
            step()
            if let stopBy = contents.stopBy {
                if running.isEmpty && waiting.isEmpty { break }
                if stopBy <= .now { breakOff() }
            }
            multi.wait(atMost: patience(stopBy: contents.stopBy))
        }
        for letter in mailbox.close() { answer(letter, .unavailable, "the client is shut down") }
    }

    private mutating func accept(_ letter: CurlMailbox.Letter) {
        if letter.cancellation.isRaised {
            answer(letter, .cancelled, "cancelled")
        } else if running.count + waiting.count >= options.maximumRunning + options.maximumWaiting {
            answer(letter, .unavailable, "too many transfers are waiting")
        } else {
            waiting.append(letter)
        }
    }

    private mutating func cancel(_ id: UInt64) {
        if let transfer = running.values.first(where: { $0.letter.id == id }) {
            end(transfer, with: CurlFailure(.cancelled, "cancelled"))
        } else if let index = waiting.firstIndex(where: { $0.id == id }) {
            answer(waiting.remove(at: index), .cancelled, "cancelled")
        }
    }

    private mutating func expireWaiting() {
        guard !waiting.isEmpty else { return }
        let now = ContinuousClock.now
        for letter in waiting where letter.request.deadline <= now { answer(letter, .timeout, "no turn before the deadline") }
        waiting.removeAll { $0.request.deadline <= now }
    }

    private mutating func startWaiting() {
        let count = min(waiting.count, options.maximumRunning - running.count)
        guard count > 0 else { return }
        let letters = waiting.prefix(count)
        waiting.removeFirst(count)
        letters.forEach { start($0) }
    }

    private mutating func start(_ letter: CurlMailbox.Letter) {
        guard let transfer = CurlTransfer(letter, mailbox: mailbox, options: options) else {
            return answer(letter, .unavailable, "libcurl has no memory")
        }
        guard transfer.configurationFailure == nil, multi.add(transfer) == CURLM_OK else {
            return transfer.finish(with: transfer.configurationFailure ?? CurlFailure(.invalid, "libcurl refused the transfer"))
        }
        running[transfer.handle] = transfer
    }

    /// Lets libcurl work and hands out what has ended.
    private mutating func step() {
        let code = multi.perform()
        while let (handle, code) = multi.nextFinished() {
            guard let transfer = running[handle] else { continue }
            end(transfer, with: transfer.failure(code))
        }
        // Misuse or no memory: the transfers cannot go on.
        if code != CURLM_OK { breakOff() }
    }

    private mutating func breakOff() {
        for transfer in running.values { end(transfer, with: CurlFailure(.unavailable, "the client is shut down")) }
        for letter in waiting { answer(letter, .unavailable, "the client is shut down") }
        waiting = []
    }

    private mutating func end(_ transfer: CurlTransfer, with failure: CurlFailure?) {
        running[transfer.handle] = nil
        transfer.captureStatus()
        multi.remove(transfer)
        if failure != nil { multi.cutMailConnections() }
        transfer.finish(with: failure)
    }

    private func answer(_ letter: CurlMailbox.Letter, _ kind: CurlFailure.Kind, _ detail: String) {
        letter.finish.resume(returning: CurlResult(failure: CurlFailure(kind, detail)))
    }

    /// How long the loop may sleep: libcurl wakes it for its own timers, letters wake it too.
    private func patience(stopBy: ContinuousClock.Instant?) -> Duration {
        // One that has just ended left its place to one that waits.
        if !waiting.isEmpty && running.count < options.maximumRunning { return .zero }
        let instants = waiting.map(\.request.deadline) + (stopBy.map { [$0] } ?? [])
        return instants.min().map { max(.zero, ContinuousClock.now.duration(to: $0)) } ?? .seconds(60)
    }
}
