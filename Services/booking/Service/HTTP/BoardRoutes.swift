import Contracts
import Foundation
import HTTP

struct BoardQuery: Codable, Sendable {
    var workshopId: UUID
    var date: LocalDate
}

/// The advisor's day board, and its live changes.
struct BoardRoutes: Sendable {
    let read: ReadBoard
    let watch: WatchBoard

    func add(to router: inout Router) {
        router.on(
            .get, "/v1/board", operation: "readBoard", summary: "A workshop's day: people, bays, appointments", access: StaffRoutes.access,
            query: BoardQuery.self, output: Board.self, errors: [.unknownWorkshop]
        ) { _, query, _ in
            .ok(try await read(of: query.workshopId, on: query.date))
        }
        router.stream(
            .get, "/v1/board/events", operation: "watchBoard",
            summary: "Every appointment of the day, then each change, as server-sent events named `appointment`",
            access: StaffRoutes.access, query: BoardQuery.self, contentType: "text/event-stream"
        ) { _, query in
            .events { events in
                try await watch(of: query.workshopId, on: query.date) { appointment in
                    try await events.send(try ServerSentEvent(event: "appointment", json: appointment))
                }
            }
        }
    }
}
