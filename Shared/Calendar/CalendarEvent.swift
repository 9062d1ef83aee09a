import Foundation

/// An entry of a calendar (VEVENT, RFC 5545, section 3.6.1).
public struct CalendarEvent: Sendable, Hashable {
    public enum Status: String, Sendable {
        case confirmed = "CONFIRMED"
        case cancelled = "CANCELLED"
    }

    /// Somebody who invites or is invited.
    public struct Person: Sendable, Hashable {
        public var name: String
        /// An e-mail address.
        public var address: String

        public init(name: String, address: String) {
            (self.name, self.address) = (name, address)
        }
    }

    /// The same in every version: by it a calendar knows which entry changes.
    public var uid: String
    /// Grows with every change; a calendar ignores what has a smaller one than it knows.
    public var sequence: Int
    public var status: Status
    public var start: Date
    public var end: Date
    /// The zone the times are written in; one of UTC's is written as UTC.
    public var zone: TimeZone
    public var summary: String
    public var description: String
    public var location: String
    /// Where more is told of it.
    public var url: String?
    public var created: Date
    public var modified: Date
    /// When this form of it was made.
    public var stamp: Date
    /// Needed where somebody is invited; a file that is only shown has neither (a calendar would take it for somebody else's meeting).
    public var organizer: Person?
    public var attendee: Person?

    public init(
        uid: String, sequence: Int, status: Status, start: Date, end: Date, zone: TimeZone, summary: String, description: String,
        location: String, url: String? = nil, created: Date, modified: Date, stamp: Date, organizer: Person? = nil, attendee: Person? = nil
    ) {
        self.uid = uid
        self.sequence = sequence
        self.status = status
        self.start = start
        self.end = end
        self.zone = zone
        self.summary = summary
        self.description = description
        self.location = location
        self.url = url
        self.created = created
        self.modified = modified
        self.stamp = stamp
        self.organizer = organizer
        self.attendee = attendee
    }

    /// The zone whose clocks it is written by; nil for UTC.
    var writtenZone: TimeZone? { ["UTC", "GMT", "Etc/UTC", "Etc/GMT"].contains(zone.identifier) ? nil : zone }

    func lines(_ observances: ZoneObservances?) -> [ContentLine] {
        var lines = [ContentLine(name: "BEGIN", value: "VEVENT"), .text("UID", uid), ContentLine(name: "SEQUENCE", value: String(sequence))]
        lines += [("DTSTAMP", stamp), ("CREATED", created), ("LAST-MODIFIED", modified)].map {
            ContentLine(name: $0.0, value: CalendarTime.utc($0.1))
        }
        lines += times(observances)
        lines += [ContentLine(name: "STATUS", value: status.rawValue), ContentLine(name: "TRANSP", value: transparency)]
        lines += [.text("SUMMARY", summary), .text("LOCATION", location), .text("DESCRIPTION", description)]
        if let url { lines.append(ContentLine(name: "URL", value: url)) }
        return lines + people + [ContentLine(name: "END", value: "VEVENT")]
    }

    /// What was called off leaves its time free.
    private var transparency: String { status == .cancelled ? "TRANSPARENT" : "OPAQUE" }

    private func times(_ observances: ZoneObservances?) -> [ContentLine] {
        [("DTSTART", start), ("DTEND", end)].map { name, instant in
            guard let observances, !observances.isRepeated(start), !observances.isRepeated(end) else {
                return ContentLine(name: name, value: CalendarTime.utc(instant))
            }
            return ContentLine(
                name: name, parameters: [.init(name: "TZID", value: observances.zone.identifier)],
                value: CalendarTime.local(instant, offset: observances.zone.secondsFromGMT(for: instant))
            )
        }
    }

    private var people: [ContentLine] {
        var lines: [ContentLine] = []
        if let organizer {
            lines.append(ContentLine(
                name: "ORGANIZER", parameters: [.init(name: "CN", value: organizer.name)], value: "mailto:\(organizer.address)"
            ))
        }
        if let attendee {
            // Whoever has booked comes; nobody reads an answer.
            let parameters = [
                ("CUTYPE", "INDIVIDUAL"), ("ROLE", "REQ-PARTICIPANT"), ("PARTSTAT", "ACCEPTED"), ("RSVP", "FALSE"), ("CN", attendee.name),
            ].map { ContentLine.Parameter(name: $0.0, value: $0.1) }
            lines.append(ContentLine(name: "ATTENDEE", parameters: parameters, value: "mailto:\(attendee.address)"))
            // Outlook: no button to propose another time, which nobody would read either.
            lines.append(ContentLine(name: "X-MICROSOFT-DISALLOW-COUNTER", value: "TRUE"))
        }
        return lines
    }
}
