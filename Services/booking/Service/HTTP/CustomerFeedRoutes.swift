import Calendar
import Contracts
import Foundation
import HTTP
import ServiceKit

/// A signed-in customer's calendar to subscribe to.
struct CalendarSubscription: Codable, Sendable {
    /// Whoever has the address reads when and where the customer's appointments are, and can change nothing; absent while there is none.
    let feedUrl: String?
}

struct CustomerFeedQuery: Codable, Sendable {
    /// Of the subscription's `feedUrl`.
    var key: String
}

/// The calendar of all of a customer's appointments: theirs to open, renew and close, and whoever's to read who has its address.
struct CustomerFeedRoutes: Sendable {
    private static let access = Access.permission(.own)

    let context: ServiceContext
    let feeds: CustomerFeeds

    func add(to router: inout Router) {
        router.on(
            .get, "/v1/my/calendar", operation: "readMyCalendar", summary: "The address of the caller's calendar, where it is open",
            access: Self.access, output: CalendarSubscription.self
        ) { request, _, _ in
            let customer = try request.own
            return .ok(subscription(customer, try await feeds.store.generation(of: customer, in: context.database)))
        }
        router.on(
            .put, "/v1/my/calendar", operation: "openMyCalendar",
            summary: "Opens a calendar of all the caller's appointments; one that is open keeps its address", access: Self.access,
            output: CalendarSubscription.self
        ) { request, _, _ in
            let customer = try request.own
            return .ok(subscription(customer, try await feeds.store.open(customer, in: context.database)))
        }
        router.on(
            .post, "/v1/my/calendar/renew", operation: "renewMyCalendar", summary: "Gives the calendar another address and voids all others",
            access: Self.access, output: CalendarSubscription.self
        ) { request, _, _ in
            let customer = try request.own
            return .ok(subscription(customer, try await feeds.store.renew(customer, in: context.database)))
        }
        router.on(
            .delete, "/v1/my/calendar", operation: "closeMyCalendar", summary: "Closes the calendar and voids its addresses", access: Self.access,
            output: NoContent.self, success: 204
        ) { request, _, _ in
            try await feeds.store.close(try request.own, in: context.database)
            return .noContent
        }
        router.stream(
            .get, "/v1/calendars/customer.ics", operation: "readCustomerFeed",
            summary: "All appointments of a customer as a calendar to subscribe to, with their changes", access: .open,
            query: CustomerFeedQuery.self, contentType: WalletRoutes.contentType, errors: [.unknownFeed]
        ) { _, query in
            let (document, tag) = try await feeds.read(query.key, in: context.database)
            return StreamReply(document, tag: tag)
        }
    }

    private func subscription(_ customer: UUID, _ generation: Int?) -> CalendarSubscription {
        CalendarSubscription(feedUrl: generation.map { feeds.signer.url(of: customer, generation: $0) })
    }
}
