import Contracts
import Foundation

extension CalendarEvent {
    /// An appointment as its customer's calendar shows it.
    /// - Parameters:
    ///   - stamp: when this form of it is made.
    ///   - link: the page where it can be moved or cancelled; nil where whoever reads the calendar must not.
    ///   - organizer: who invites; the customer is then who is invited.
    public init(_ appointment: AppointmentState, stamp: Date, link: String?, organizer: Person? = nil) {
        let (words, workshop) = (CalendarWords.of(appointment.customer.locale), appointment.workshop)
        let work = appointment.services.map(\.name).joined(separator: words.separator)
        let isOver = [.cancelled, .noShow].contains(appointment.status)
        let lines = [
            "\(words.work): \(work)", "\(words.vehicle): \(appointment.vehicle.plate)",
            isOver ? nil : link.map { "\(words.change): \($0)" }, "\(words.directions): \(Directions.url(to: workshop))",
        ]
        self.init(
            // Its state's id, so that file, mail and feed are one entry, whichever came first.
            uid: "\(appointment.id.text)@pitcrew", sequence: Int(min(appointment.version, Int64(Int32.max))),
            status: isOver ? .cancelled : .confirmed, start: appointment.start, end: appointment.end,
            zone: TimeZone(identifier: workshop.timeZone) ?? .gmt, summary: "\(work) – \(workshop.name)",
            description: lines.compactMap(\.self).joined(separator: "\n"),
            location: [workshop.name, workshop.address].filter { !$0.isEmpty }.joined(separator: ", "), url: isOver ? nil : link,
            created: appointment.bookedAt, modified: appointment.changedAt, stamp: stamp, organizer: organizer,
            attendee: organizer == nil ? nil : Person(name: appointment.customer.name, address: appointment.customer.email)
        )
    }
}

extension CalendarDocument {
    /// What a mail about an appointment carries: the invitation, its newer form, or its withdrawal.
    /// - Parameters:
    ///   - organizer: the mail's sender, whose address a calendar compares with the invitation's.
    ///   - stamp: when the mail is made; of two forms with one sequence a calendar takes the later.
    public static func invitation(
        to appointment: AppointmentState, from organizer: CalendarEvent.Person, link: String?, stamp: Date
    ) -> CalendarDocument {
        let event = CalendarEvent(appointment, stamp: stamp, link: link, organizer: organizer)
        return CalendarDocument(method: event.status == .cancelled ? .cancel : .request, events: [event])
    }
}
