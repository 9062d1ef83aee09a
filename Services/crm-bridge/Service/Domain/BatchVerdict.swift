import Contracts
import Foundation

/// What follows from the CRM's answer to a batch of contacts.
enum BatchVerdict: Sendable, Equatable {
    /// All were taken.
    case taken
    /// Some were taken and some refused for good; the rest must be sent again, in smaller batches.
    case partly(taken: [UUID], refused: [UUID: String], again: [UUID])
    /// The CRM refuses the batch for something in it.
    case refused(String)
    /// The CRM or the way to it is out of order for the moment; `after` is what it asked for.
    case later(String, after: Duration?)
    /// Nothing more may be sent for a while.
    case pause(Duration, String)

    /// How long to wait where the CRM gives no time or will not have us at all.
    static let unspecifiedPause = Duration.seconds(10)
    static let accessPause = Duration.seconds(60)

    init(status: Int, body: [UInt8], retryAfter: Duration?, ids: [UUID]) {
        let why = "answered \(status)"
        switch status {
        case 207: self = Self.partial(body, ids: ids)
        case 200..<300: self = .taken
        case 429: self = .pause(retryAfter ?? Self.unspecifiedPause, why)
        // Wrong token, or a wrong address of the API: not a contact's fault.
        case 401, 403, 404, 405: self = .pause(max(retryAfter ?? .zero, Self.accessPause), why)
        case 408, 425, 300..<400: self = .later(why, after: retryAfter)
        case 400..<500: self = .refused(Self.message(body) ?? why)
        default: self = .later(why, after: retryAfter)
        }
    }

    private struct Answer: Decodable {
        struct Failure: Decodable {
            let id: String?
            let category: String?
            let message: String?
            let context: [String: [String]]?
        }
        struct Result: Decodable {
            let properties: [String: String?]?
        }
        let message: String?
        let results: [Result]?
        let errors: [Failure]?
        let numErrors: Int?
    }

    private static func message(_ body: [UInt8]) -> String? {
        let answer = try? JSONDecoder().decode(Answer.self, from: Data(body))
        return (answer?.message ?? answer?.errors?.first?.message).map { String($0.prefix(300)) }
    }

    /// A multi-status answer names the items that failed in its errors. Where it does not, what its results do not confirm is sent again.
    private static func partial(_ body: [UInt8], ids: [UUID]) -> BatchVerdict {
        guard let answer = try? JSONDecoder().decode(Answer.self, from: Data(body)) else { return .refused("answered 207 unreadably") }
        var refused: [UUID: String] = [:]
        var (again, isUnclear) = (Set<UUID>(), false)
        for failure in answer.errors ?? [] {
            let texts = (failure.context ?? [:]).values.flatMap(\.self) + [failure.id].compactMap(\.self)
            let named = Set(texts.compactMap(UUID.init(uuidString:))).intersection(ids)
            if named.isEmpty { isUnclear = true }
            for id in named {
                if failure.category == "RATE_LIMITS" { again.insert(id) } else {
                    refused[id] = String((failure.message ?? failure.category ?? "refused").prefix(300))
                }
            }
        }
        if (answer.errors ?? []).isEmpty, (answer.numErrors ?? 0) > 0 { isUnclear = true }
        let confirmed = Set((answer.results ?? []).compactMap { result in
            (result.properties?["pitcrew_customer_id"] ?? nil).flatMap(UUID.init(uuidString:))
        })
        let open = ids.filter { refused[$0] == nil && !again.contains($0) }
        let taken = isUnclear ? open.filter(confirmed.contains) : open
        again.formUnion(Set(open).subtracting(taken))
        if taken.isEmpty, refused.isEmpty {
            return isUnclear ? .refused("answered 207 without saying for which") : .later("answered 207: rate limited", after: nil)
        }
        return .partly(taken: taken, refused: refused, again: ids.filter(again.contains))
    }
}
