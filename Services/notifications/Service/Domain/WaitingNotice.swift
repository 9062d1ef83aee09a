import Contracts
import Foundation

/// What is mailed to somebody who waits, as it lies in the table of such letters.
enum WaitingNotice: Codable, Sendable, Hashable {
    case offer(WaitingListOffer)
    case confirmation(WaitingListConfirmation)

    private enum Key: String, CodingKey { case isConfirmed }

    /// An offer lies there as it is; only the other kind says whether the address is confirmed.
    init(from decoder: any Decoder) throws {
        let isConfirmation = try decoder.container(keyedBy: Key.self).contains(.isConfirmed)
        self = isConfirmation ? .confirmation(try WaitingListConfirmation(from: decoder)) : .offer(try WaitingListOffer(from: decoder))
    }

    func encode(to encoder: any Encoder) throws {
        switch self {
        case .offer(let offer): try offer.encode(to: encoder)
        case .confirmation(let confirmation): try confirmation.encode(to: encoder)
        }
    }

    var letter: any WaitingListLetter {
        switch self {
        case .offer(let offer): offer
        case .confirmation(let confirmation): confirmation
        }
    }
}

/// What both kinds tell: to whom, and until when.
protocol WaitingListLetter: Sendable {
    var name: String { get }
    var email: String { get }
    var workshop: WorkshopReference { get }
    /// After that it is not sent.
    var expiresAt: Date { get }
}

extension WaitingListOffer: WaitingListLetter {}
extension WaitingListConfirmation: WaitingListLetter {}
