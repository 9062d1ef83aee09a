import Contracts
import Foundation
import Outbound
import TestSupport
import Testing

@testable import Booking

/// Somebody on the waiting list, with the key to their place.
struct Waiter: Sendable {
    let entry: WaitingEntry
    let token: String
    let url: String
}

extension Garage {
    /// - Parameter token: of whoever is signed in.
    func askToWait(_ wish: WaitingWish, token: String? = nil, key: String = UUID().text) async throws -> OutboundResponse {
        try await service.send(.post, "/v1/waiting-list", body: wish, token: token, headers: [("Idempotency-Key", key)])
    }

    /// What the link of a letter does.
    func confirm(_ token: String) async throws -> OutboundResponse {
        try await service.send(.post, "/v1/my/waiting-list/confirm", token: token)
    }

    /// The token in the link of a letter that asks an address.
    func letter(_ number: Int64 = 1, of entry: UUID) async throws -> (told: WaitingListConfirmation, token: String) {
        let told = try await service.tap.awaitEvent(.waitingListConfirmationRequested, as: WaitingListConfirmation.self) {
            $0.id == entry && $0.version == number
        }
        return (told, String(try #require(told.url.split(separator: "#").last).trimmingPrefix("confirm=")))
    }

    /// Joins as a guest and follows the letter's link.
    func join(_ wish: WaitingWish) async throws -> Waiter {
        let response = try await askToWait(wish)
        try #require(response.status == 201, "\(response.text)")
        let joined: JoinedWaitingList = try response.decoded()
        let confirmed: JoinedWaitingList = try await confirm(letter(of: joined.entry.id).token).decoded()
        return Waiter(entry: confirmed.entry, token: try #require(confirmed.token), url: try #require(confirmed.url))
    }

    func entry(_ token: String) async throws -> WaitingEntry {
        try await service.send(.get, "/v1/my/waiting-list", token: token).decoded()
    }

    func tend(_ entry: UUID, _ how: String, _ body: any Encodable & Sendable, ifMatch: Int? = nil) async throws -> OutboundResponse {
        try await staff(.post, "/v1/waiting-list/\(entry.text)/\(how)", body, ifMatch: ifMatch)
    }

    /// A wish for the diagnosis on the third of March.
    static func wish(_ email: String = "wanda@example.org", notBefore: String = "10:00", notAfter: String = "10:00") -> WaitingWish {
        let day = LocalDate(daysSince1970: 20_515)
        return WaitingWish(
            workshopId: workshop, serviceIds: [diagnosis],
            customer: CustomerInput(name: "Wanda Waiting", email: email, phone: "+49305550101"),
            vehicle: VehicleInput(plate: "B-PC 2", make: "VW", model: "Polo"), from: day, to: day, notBefore: notBefore, notAfter: notAfter
        )
    }
}
