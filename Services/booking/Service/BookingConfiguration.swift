import Configuration
import Foundation

/// The settings of booking beside those every service has.
struct BookingConfiguration: Sendable {
    /// `PITCREW_LINK_SECRET`: signs the links in customers' messages; at least 32 characters. Changing it voids all links given
    /// out.
    let linkSecret: Secret
    /// `PITCREW_BOOKING_CHANGE_WINDOW`: how long before the start a customer may still move an appointment; default 24h.
    let changeWindow: Duration
    /// `PITCREW_BOOKING_CANCEL_WINDOW`: how long before the start a customer may still cancel; default 24h.
    let cancelWindow: Duration
    /// `PITCREW_BOOKING_NOTICE`: how soon the first slot shown may start; default 30m.
    let notice: Duration
    /// `PITCREW_BOOKING_HORIZON_DAYS`: how far ahead the calendar is open; default 180.
    let horizonDays: Int
    /// `PITCREW_BOOKING_GRID_MINUTES`: slots are shown at multiples of this; default 15.
    let gridMinutes: Int
    /// `PITCREW_BOOKING_HOLD`: how long a slot is kept for somebody who has not booked it yet; default 5m.
    let hold: Duration
    /// `PITCREW_BOOKING_OFFER`: how long a freed place is kept for somebody on the waiting list to answer; default 2h.
    let offer: Duration

    /// `PITCREW_BOOKING_WORDS_DAYS`: for how many days what people wrote beside changes, and requests that were settled, are kept; default
    /// 365.
    let wordsDays: Int

    init(settings: Settings) throws(ConfigurationError) {
        linkSecret = try settings.secret("PITCREW_LINK_SECRET")
        guard linkSecret.revealed.utf8.count >= 32 else {
            throw ConfigurationError(name: "PITCREW_LINK_SECRET", rule: "must have 32 characters at least")
        }
        changeWindow = try settings.duration("PITCREW_BOOKING_CHANGE_WINDOW", default: .seconds(86_400))
        cancelWindow = try settings.duration("PITCREW_BOOKING_CANCEL_WINDOW", default: .seconds(86_400))
        notice = try settings.duration("PITCREW_BOOKING_NOTICE", default: .seconds(1_800))
        horizonDays = try settings.int("PITCREW_BOOKING_HORIZON_DAYS", default: 180, in: 1...730)
        gridMinutes = try settings.int("PITCREW_BOOKING_GRID_MINUTES", default: 15, in: 1...120)
        hold = try settings.duration("PITCREW_BOOKING_HOLD", default: .seconds(300))
        offer = try settings.duration("PITCREW_BOOKING_OFFER", default: .seconds(7_200))
        wordsDays = try settings.int("PITCREW_BOOKING_WORDS_DAYS", default: 365, in: 1...3_650)
    }
}
