import Contracts
import Foundation
import PostgreSQL

/// Turns purposes off for a person, with the proof that it was their wish. Doing so again with the same proof changes nothing.
struct Unsubscribe: Sendable {
    let clock: any WallClock

    /// - Parameters:
    ///   - purpose: nil for all that can be turned off.
    ///   - channel: nil for all.
    /// - Throws: `ContactError.cannotBeRefused` for what is transactional or of security.
    func callAsFunction(
        _ person: UUID, _ purpose: ContactPurpose?, _ channel: MessageChannel?, _ proof: ConsentProof, in transaction: PostgresTransaction
    ) async throws {
        if let purpose, !purpose.canBeRefused { throw ContactError.cannotBeRefused }
        for purpose in purpose.map({ [$0] }) ?? ContactPurpose.allCases.filter(\.canBeRefused) {
            for channel in channel.map({ [$0] }) ?? MessageChannel.allCases {
                try await ConsentStore.add(person, purpose, channel.rawValue, isGiven: false, proof, at: clock.now(), in: transaction)
            }
        }
    }
}
