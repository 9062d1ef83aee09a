import Foundation

/// A file or message of a calendar (VCALENDAR, RFC 5545, section 3.4), for one of three uses (RFC 5546).
public struct CalendarDocument: Sendable, Hashable {
    public enum Method: String, Sendable {
        /// To be shown or kept: a file, a feed.
        case publish = "PUBLISH"
        /// An invitation, or the newer form of one.
        case request = "REQUEST"
        /// Takes an invitation back.
        case cancel = "CANCEL"
    }

    /// How a calendar that subscribes shows it, and how soon it should look again.
    public struct Feed: Sendable, Hashable {
        public var name: String
        public var refreshHours: Int

        public init(name: String, refreshHours: Int) {
            (self.name, self.refreshHours) = (name, refreshHours)
        }
    }

    public var method: Method
    public var events: [CalendarEvent]
    public var feed: Feed?

    public init(method: Method, events: [CalendarEvent], feed: Feed? = nil) {
        (self.method, self.events, self.feed) = (method, events, feed)
    }

    /// The media type with the parameters a mail needs: `method` must be that of the content, or Outlook and Gmail show a mere attachment
    /// (RFC 6047, section 2.4).
    public var contentType: String { "text/calendar; charset=utf-8; method=\(method.rawValue); component=VEVENT" }

    /// The document: UTF-8 with CRLF line ends.
    public var text: String {
        var lines = [
            ContentLine(name: "BEGIN", value: "VCALENDAR"), ContentLine(name: "VERSION", value: "2.0"),
            .text("PRODID", "-//Pitcrew//Appointments//EN"), ContentLine(name: "CALSCALE", value: "GREGORIAN"),
            ContentLine(name: "METHOD", value: method.rawValue),
        ]
        lines += feed.map(Self.lines) ?? []
        let zones = observances
        for zone in zones.values.sorted(by: { $0.zone.identifier < $1.zone.identifier }) { lines += Self.lines(of: zone) }
        for event in events { lines += event.lines(event.writtenZone.flatMap { zones[$0.identifier] }) }
        lines.append(ContentLine(name: "END", value: "VCALENDAR"))
        return lines.map(\.folded).joined()
    }

    /// Every zone the events are written in, for the time from the first event in it to the last.
    private var observances: [String: ZoneObservances] {
        let byZone = Dictionary(grouping: events.filter { $0.writtenZone != nil }) { $0.zone.identifier }
        return byZone.compactMapValues { events in
            guard let first = events.map(\.start).min(), let last = events.map(\.end).max() else { return nil }
            return events.first.map { ZoneObservances($0.zone, first: first, last: last) }
        }
    }

    private static func lines(of zone: ZoneObservances) -> [ContentLine] {
        let observances = zone.all.flatMap { observance in
            let kind = observance.isDaylight ? "DAYLIGHT" : "STANDARD"
            return [
                ContentLine(name: "BEGIN", value: kind),
                ContentLine(name: "DTSTART", value: CalendarTime.local(observance.onset, offset: observance.from)),
                ContentLine(name: "TZOFFSETFROM", value: CalendarTime.offset(observance.from)),
                ContentLine(name: "TZOFFSETTO", value: CalendarTime.offset(observance.to)),
                ContentLine(name: "END", value: kind),
            ]
        }
        return [ContentLine(name: "BEGIN", value: "VTIMEZONE"), .text("TZID", zone.zone.identifier)] + observances
            + [ContentLine(name: "END", value: "VTIMEZONE")]
    }

    /// RFC 7986's names, and those that Apple, Google and Outlook read.
    private static func lines(of feed: Feed) -> [ContentLine] {
        let interval = "PT\(feed.refreshHours)H"
        return [
            .text("NAME", feed.name), .text("X-WR-CALNAME", feed.name),
            ContentLine(name: "REFRESH-INTERVAL", parameters: [.init(name: "VALUE", value: "DURATION")], value: interval),
            ContentLine(name: "X-PUBLISHED-TTL", value: interval),
        ]
    }
}
