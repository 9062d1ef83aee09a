import Contracts
import HTTP

/// Takes in customers of another system.
struct ImportAPI: Sendable {
    let importCustomers: ImportCustomers

    func routes(_ router: inout Router) {
        router.upload(
            .post, "/v1/customers/import", operation: "importCustomers",
            summary: "Takes in up to 1,000 customers with vehicles, a row a line; each line is answered by one",
            access: CustomersAPI.access, row: ImportRow.self, errors: [.tooManyRows]
        ) { _, _, lines in
            var readable: [ImportCustomers.Line] = []
            var results: [ImportResult] = []
            for try await line in lines {
                guard readable.count + results.count < ImportCustomers.maximumRows else {
                    throw CustomerError.importTooLarge(limit: ImportCustomers.maximumRows)
                }
                do {
                    readable.append(ImportCustomers.Line(number: line.number, row: try line.decode()))
                } catch let problem as Problem {
                    results.append(ImportResult(row: line.number, status: .failed, id: nil, error: problem.reason))
                }
            }
            results += try await importCustomers.run(readable)
            let sorted = results.sorted { $0.row < $1.row }
            return StreamReply(contentType: "application/x-ndjson") { writer in
                for result in sorted { try await writer.writeLine(result) }
            }
        }
    }
}

extension Problem {
    /// All that is wrong, in a line.
    fileprivate var reason: String {
        errors.isEmpty ? detail : errors.map { "\($0.field) \($0.rule)" }.joined(separator: "; ")
    }
}
