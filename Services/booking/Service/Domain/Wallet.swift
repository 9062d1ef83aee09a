import Contracts
import Foundation

/// What a customer carries of an appointment.
struct Wallet: Codable, Sendable, Hashable {
    /// A calendar subscribes to it; who has the address reads when and where, and can change nothing.
    let feedUrl: String
    /// A route planner's address.
    let directionsUrl: String
    /// Absent unless the appointment waits for its car.
    let checkIn: CheckInPass?
}

/// The customer's code at the workshop.
struct CheckInPass: Codable, Sendable, Hashable {
    /// A square of dark and light modules, to be drawn.
    struct Square: Codable, Sendable, Hashable {
        /// Modules along a side, without the quiet zone of four.
        let size: Int
        /// The dark ones as data of an SVG path, a module a unit.
        let path: String
    }

    /// What the square says: signed, so that it can be checked without network; it names nobody.
    let code: String
    let square: Square
    /// The same to be read out: eight letters and digits.
    let spoken: String
    let opensAt: Date
    let closesAt: Date
}

/// A code as it was shown at a workshop.
struct CheckInRequest: Codable, Sendable, Hashable, Validatable {
    /// From the square, or as it was typed.
    var code: String
    /// Where it was shown.
    var workshopId: UUID
    /// When it was shown, where that was without network; now where absent.
    var scannedAt: Date?

    func validate(_ validation: inout Validation) {
        validation.requireLine(code, "code", atMost: 300)
    }

    /// Within a day: by then a page that has queued it has been on the network again.
    func validated(at now: Date) throws(ValidationError) -> CheckInRequest {
        var validation = Validation()
        validate(&validation)
        let isRecent = scannedAt.map { (now.addingTimeInterval(-86_400)...now.addingTimeInterval(300)).contains($0) } ?? true
        validation.require(isRecent, "scannedAt", "must lie within the last 24 hours")
        try validation.finish()
        return self
    }
}

/// What became of a code.
struct CheckInAnswer: Codable, Sendable, Hashable {
    enum Outcome: String, StringEnum {
        case checkedIn = "checked_in"
        /// It was before; nothing has changed.
        case alreadyCheckedIn = "already_checked_in"
    }

    let outcome: Outcome
    let appointment: AppointmentState
}

/// The public half of the key that signs check-in codes (RFC 7517), with which a page checks them without network.
struct CheckInKeyView: Codable, Sendable, Hashable {
    let kty: String
    let crv: String
    let x: String
    let y: String
}
