import Concurrency
import Contracts
import Foundation
import Outbox

/// A request outside policy was settled: its customer is told, once.
struct RequestMessages: Sendable {
    static let store = NoticeStore<ExceptionState>(table: "request_notices")
    /// After so long it is no news any more.
    static let fresh: TimeInterval = 2 * 86_400

    let clock: any WallClock
    let wakeup: Wakeup

    func register(_ handlers: inout MessageHandlers) {
        handlers.on(.exceptionDecided, ExceptionState.self) { event, transaction in
            let now = clock.now()
            let request = event.payload
            guard request.isToBeTold, Self.end(of: request) > now else { return }
            try await Self.store.tell(request, id: request.notice, at: now, waking: wakeup, in: transaction)
        }
    }

    /// Until when its letter is sent.
    static func end(of request: ExceptionState) -> Date { (request.decision?.at ?? request.requestedAt) + fresh }
}
