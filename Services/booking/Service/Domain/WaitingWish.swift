import Contracts
import Foundation
import Scheduling

/// What somebody waits for: work on days of which none has a place that suits now.
struct WaitingWish: Codable, Sendable, Hashable, Validatable {
    static let longest = 60

    var workshopId: UUID
    var serviceIds: [UUID]
    var customer: CustomerInput
    var vehicle: VehicleInput
    /// The first and the last day that suit, in the workshop's zone; 60 days at most.
    var from: LocalDate
    var to: LocalDate
    /// The visit begins no earlier, and no later, on the workshop's clock: "08:00"; whenever where absent.
    var notBefore: String?
    var notAfter: String?
    var note: String?

    func validate(_ validation: inout Validation) {
        validation.require((1...10).contains(serviceIds.count), "serviceIds", "must name 1 to 10 services")
        let days = to.daysSince1970 - from.daysSince1970 + 1
        validation.require((1...Self.longest).contains(days), "to", "must be \(Self.longest) days at most from the first, and not before it")
        for (field, time) in [("notBefore", notBefore), ("notAfter", notAfter)] {
            validation.require(time.map { ClockTime.minutes($0) != nil } ?? true, field, "must be a time as 08:00")
        }
        validation.require(times.lowerBound <= times.upperBound, "notAfter", "must not be before notBefore")
        customer.validate(&validation)
        vehicle.validate(&validation)
        validation.requireText(note, "note", atMost: 2_000)
    }

    /// Minutes of the clock at which the visit may begin.
    var times: (lowerBound: Int, upperBound: Int) {
        (notBefore.flatMap(ClockTime.minutes) ?? 0, notAfter.flatMap(ClockTime.minutes) ?? 1_440)
    }

    func suits(_ start: EpochMinute, _ calendar: WorkshopCalendar) -> Bool {
        let date = calendar.date(of: start)
        guard (from...to).contains(date), let wall = calendar.frame(of: date).wall(at: start) else { return false }
        return wall >= times.lowerBound && wall <= times.upperBound
    }

    /// The order that takes an offered place.
    func order(start: Date, hold: UUID) -> BookingOrder {
        BookingOrder(
            workshopId: workshopId, serviceIds: serviceIds, start: start, customer: customer, vehicle: vehicle, note: note, channel: .web,
            holdId: hold
        )
    }
}

/// Where a wish stands.
enum WaitingStatus: String, StringEnum {
    /// Nobody has confirmed the address yet: nothing is offered.
    case unconfirmed
    case waiting, offered, booked
    /// By the customer's wish.
    case left
    /// Its days are over, three offers were not answered, or the workshop took it off the list.
    case closed

    /// Whether it may still come to a place.
    var isOpen: Bool { [.unconfirmed, .waiting, .offered].contains(self) }
}

/// Somebody who waits, as offers are made.
struct WaitingCandidate: Sendable {
    let id: UUID
    let wish: WaitingWish
    /// The starts that were offered before.
    let offered: Set<Date>
}

/// A place on the waiting list, as its customer and the advisors see it.
struct WaitingEntry: Codable, Sendable, Hashable {
    struct Offer: Codable, Sendable, Hashable {
        let start: Date
        let end: Date
        /// Until then nobody else can have it.
        let expiresAt: Date
        let holdId: UUID
    }
    let id: UUID
    let version: Int64
    let status: WaitingStatus
    let wish: WaitingWish
    let joinedAt: Date
    /// How many who wait at this workshop came before; nil for one that waits no more.
    let ahead: Int?
    let offer: Offer?
    let appointmentId: UUID?
    /// Why the workshop took it off the list; nil where it did not.
    var removedFor: ReasonCode?

    /// As whoever has not shown that the address is theirs may see it: what they said themselves.
    func asAsked(_ wish: WaitingWish, at now: Date) -> WaitingEntry {
        WaitingEntry(
            id: id, version: 1, status: .unconfirmed, wish: wish, joinedAt: now, ahead: nil, offer: nil, appointmentId: nil
        )
    }
}
