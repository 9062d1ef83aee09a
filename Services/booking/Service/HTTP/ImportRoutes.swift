import Contracts
import Foundation
import HTTP

/// Takes in appointments of another system.
struct ImportRoutes: Sendable {
    let history: ImportHistory
    let calendar: ImportCalendar

    func add(to router: inout Router) {
        router.on(
            .post, "/v1/appointments/import/calendar", operation: "importCalendar",
            summary: "Takes in a calendar as CSV or ICS, up to 1,000 appointments of the past and to come; each row has its result",
            access: CatalogueRoutes.access, body: CalendarFile.self, output: ImportAnswer.self, errors: [.unknownWorkshop, .tooManyRows],
            maximumBody: 4 << 20
        ) { request, _, file in
            try await answering { .ok(ImportAnswer(items: try await calendar(file, by: request.staff))) }
        }
        router.upload(
            .post, "/v1/appointments/import", operation: "importAppointments",
            summary: "Takes in up to 1,000 appointments of the past, a row a line; each line is answered by one",
            access: CatalogueRoutes.access, row: HistoryRow.self, errors: [.tooManyRows]
        ) { request, _, lines in
            var readable: [ImportHistory.Line] = []
            var results: [ImportResult] = []
            for try await line in lines {
                guard readable.count + results.count < ImportHistory.maximumRows else {
                    throw Problem(.tooManyRows, detail: BookingError.importTooLarge(limit: ImportHistory.maximumRows).detail)
                }
                do {
                    readable.append(ImportHistory.Line(number: line.number, row: try line.decode()))
                } catch let problem as Problem {
                    let broken = problem.errors.map { "\($0.field) \($0.rule)" }.joined(separator: "; ")
                    let reason = broken.isEmpty ? problem.detail : broken
                    results.append(ImportResult(row: line.number, status: .failed, id: nil, error: reason))
                }
            }
            results += try await history(readable, by: request.staff)
            let sorted = results.sorted { $0.row < $1.row }
            return StreamReply(contentType: "application/x-ndjson") { writer in
                for result in sorted { try await writer.writeLine(result) }
            }
        }
    }
}
