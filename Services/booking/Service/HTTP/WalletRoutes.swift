import Calendar
import Contracts
import Foundation
import HTTP
import ServiceKit

struct FeedQuery: Codable, Sendable {
    /// Of `feedUrl` of the appointment's wallet.
    var token: String
}

/// What the holder of an appointment's link carries of it.
struct WalletRoutes: Sendable {
    private static let access = Access.link(audience: LinkSigner.audience)
    static let contentType = "text/calendar"

    let context: ServiceContext
    let links: ManageLinks
    let wallet: MakeWallet
    let feed: ReadFeed

    func add(to router: inout Router) {
        router.on(
            .get, "/v1/my/appointment/wallet", operation: "readMyWallet",
            summary: "A calendar's address for the appointment, the way there, and the code to check in with", access: Self.access,
            output: Wallet.self, errors: [.linkInvalid, .linkExpired]
        ) { request, _, _ in
            try await answering { .ok(try wallet(try await links.open(request.bearer, in: context.database))) }
        }
        router.stream(
            .get, "/v1/my/appointment/calendar.ics", operation: "readMyCalendarFile", summary: "The appointment as a file for calendars",
            access: Self.access, contentType: Self.contentType, errors: [.linkInvalid, .linkExpired]
        ) { request, _ in
            try await answering {
                let stored = try await links.open(request.bearer, in: context.database)
                return StreamReply(wallet.file(stored), tag: String(stored.state.version), named: "appointment.ics")
            }
        }
        router.stream(
            .get, "/v1/calendars/appointment.ics", operation: "readCalendarFeed",
            summary: "The appointment as a calendar to subscribe to, with its changes; the address stands in the wallet", access: .open,
            query: FeedQuery.self, contentType: Self.contentType, errors: [.unknownFeed, .feedEnded]
        ) { _, query in
            let (document, version) = try await feed(query.token, in: context.database)
            return StreamReply(document, tag: String(version))
        }
    }

}

extension StreamReply {
    /// - Parameters:
    ///   - tag: changes with the document.
    ///   - name: a file's; nil for what is not to be saved as one.
    init(_ document: CalendarDocument, tag: String, named name: String? = nil) {
        var headers: HTTPHeaders = ["ETag": "\"\(tag)\"", "Cache-Control": "private, no-cache"]
        headers["Content-Disposition"] = name.map { "attachment; filename=\"\($0)\"" }
        let type = "\(WalletRoutes.contentType); charset=utf-8; method=\(document.method.rawValue)"
        self.init(contentType: type, headers: headers, bytes: Array(document.text.utf8))
    }
}

extension ProblemSpec {
    static let unknownFeed = ProblemSpec(404, "unknown-feed", "There is no such calendar")
    static let feedEnded = ProblemSpec(410, "feed-ended", "The calendar has ended")
}
