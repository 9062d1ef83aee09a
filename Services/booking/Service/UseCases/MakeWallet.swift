import Calendar
import Contracts
import Foundation
import QRCode

/// What the holder of a link carries of the appointment: file, feed, way there, code.
struct MakeWallet: Sendable {
    let links: ManageLinks
    let feeds: FeedSigner
    let codes: CheckInCodes

    func callAsFunction(_ stored: StoredAppointment) throws -> Wallet {
        Wallet(
            feedUrl: feeds.url(of: stored.state.id, generation: stored.linkGeneration),
            directionsUrl: Directions.url(to: stored.state.workshop),
            checkIn: stored.state.status == .booked ? try pass(stored) : nil
        )
    }

    /// The appointment as a file to keep. It has the link, as it is for whoever has that already.
    func file(_ stored: StoredAppointment) -> CalendarDocument {
        let link = links.url(for: stored.state, generation: stored.linkGeneration)
        return CalendarDocument(method: .publish, events: [CalendarEvent(stored.state, stamp: stored.state.changedAt, link: link)])
    }

    private func pass(_ stored: StoredAppointment) throws -> CheckInPass? {
        let (state, window) = (stored.state, CheckInWindow(stored.state))
        let code = try codes.code(CheckInClaims(
            appointment: state.id, workshop: state.workshop.id, generation: stored.linkGeneration, opens: window.opens, closes: window.closes
        ))
        guard let square = QRCode(code) else { return nil }
        return CheckInPass(
            code: code, square: .init(size: square.size, path: square.path), spoken: codes.spoken(state.id, generation: stored.linkGeneration),
            opensAt: window.opens, closesAt: window.closes
        )
    }
}
