import Contracts
import Foundation
import Scheduling

/// Why an appointment cannot be set to a start.
struct RefusalAnswer: Codable, Sendable, Hashable {
    struct Hindrance: Codable, Sendable, Hashable {
        let appointmentId: UUID
        /// With what it stands in the way: `technician`, `bay`, `tool`, `intake`.
        let kinds: [String]
    }
    let start: Date
    let possible: Bool
    /// Empty exactly if it is possible: `start_in_past`, `start_too_far`, `before_release`, or what the engine names, as `technicians_busy`.
    let reasons: [String]
    /// The fewest appointments without which it could be; empty where no three would do.
    let inTheWay: [Hindrance]
    /// What the rules refuse or charge its customer for it, which staff are not bound by: `start_too_soon`, `start_too_far`,
    /// `policy_window`, `too_many_moves`, `fee_applies`.
    var policy: [String] = []
    /// The same for people.
    let sentence: String
}

extension Policy {
    /// What stands against a move to a start where its customer asks for it, by code.
    func refused(_ appointment: AppointmentState, to start: Date, at now: Date) -> [String] {
        var codes: [String] = []
        if (try? checkNotice(start, at: now)) == nil { codes.append("start_too_soon") }
        if (try? checkHorizon(start, at: now)) == nil { codes.append("start_too_far") }
        switch verdict(on: .move, of: appointment, at: now) {
        case .free: break
        case .costs: codes.append("fee_applies")
        case .refused(.tooManyMoves): codes.append("too_many_moves")
        case .refused: codes.append("policy_window")
        }
        return codes
    }
}

/// Puts a refusal into words.
struct RefusalWording: Sendable {
    let model: WorkshopModel
    let wish: PlaceWish
    /// Those in the way.
    let appointments: [UUID: AppointmentState]

    func sentence(_ reasons: [String], _ inTheWay: [RefusalAnswer.Hindrance], _ policy: [String]) -> String {
        guard !policy.isEmpty else { return sentence(reasons, inTheWay) }
        return "\(sentence(reasons, inTheWay)) Its customer could not do it without asking: \(Self.list(policy.map(Self.rule)))."
    }

    private static func rule(_ code: String) -> String {
        switch code {
        case "start_too_soon": "the rules want more notice"
        case "start_too_far": "the rules have the calendar open less far ahead"
        case "too_many_moves": "it was moved as often as the rules allow"
        case "fee_applies": "it costs a fee now"
        default: "it is too late to move it"
        }
    }

    private func sentence(_ reasons: [String], _ inTheWay: [RefusalAnswer.Hindrance]) -> String {
        guard !reasons.isEmpty else { return "It can start then." }
        let clauses = Self.sentence(reasons.map(clause))
        guard !inTheWay.isEmpty else { return clauses }
        let names = inTheWay.map { appointments[$0.appointmentId].map(name) ?? "another appointment" }
        return "\(clauses) It could if \(Self.list(names)) made way."
    }

    private func name(_ appointment: AppointmentState) -> String {
        let clock = WallClockText(model.workshop.calendar.zone)
        return "\(appointment.vehicle.plate) (\(clock.time(appointment.start)) to \(clock.time(appointment.end)))"
    }

    private var person: String? { wish.technician.map { model.technician($0).name } }
    private var place: String? { wish.bay.map { model.bay($0).name } }

    private func clause(_ reason: String) -> String {
        guard let blocker = Blocker(rawValue: reason) else {
            if reason == "before_release" { return "its work cannot begin by then" }
            return reason == "start_in_past" ? "this time is over" : "the calendar is not open that far ahead"
        }
        return switch blocker {
        case .dayNotPlanned: "the calendar is not open on that day"
        case .outsideOpeningHours: "the workshop is not open for all of it"
        case .intakeFull: "the counter takes no more cars then"
        case .noSkilledTechnician: person.map { "\($0) does not have the skill" } ?? "nobody here has the skill"
        case .technicianOffShift: "\(person ?? "nobody with the skill") is \(person == nil ? "" : "not ")there for all of it"
        case .utilisationCeiling: "no more of \(person.map { "\($0)'s day" } ?? "anybody's day who could do it") may be sold"
        case .techniciansBusy: person.map { "\($0) is busy" } ?? "everybody with the skill is busy"
        case .noSuitableBay: place.map { "\($0) does not serve this work" } ?? "no bay here serves this work"
        case .baysBusy: place.map { "\($0) is taken" } ?? "every bay that serves it is taken"
        case .noSuchTool: "a tool is missing here"
        case .toolsBusy: "a tool is in use"
        case .laterStep: "a later step cannot follow"
        case .combination: "whoever is free needs longer than there is time"
        }
    }

    /// Clauses as one sentence.
    static func sentence(_ clauses: [String]) -> String {
        let text = list(clauses)
        return text.prefix(1).uppercased() + text.dropFirst() + "."
    }

    static func list(_ parts: [String]) -> String {
        guard parts.count > 1, let last = parts.last else { return parts.first ?? "" }
        return parts.dropLast().joined(separator: ", ") + " and " + last
    }
}

/// Times as a workshop's clock reads them.
struct WallClockText: Sendable {
    private let zone: TimeZone

    init(_ zone: TimeZone) { self.zone = zone }

    /// As "08:05".
    func time(_ instant: Date) -> String {
        let minute = local(instant)
        let (hour, rest) = ((minute % 1_440 + 1_440) % 1_440 / 60, (minute % 60 + 60) % 60)
        return (hour < 10 ? "0" : "") + "\(hour):" + (rest < 10 ? "0" : "") + "\(rest)"
    }

    /// As "08:05", with the date where it is not that of another instant.
    func time(_ instant: Date, besides other: Date) -> String {
        let (day, same) = (date(instant), date(other))
        return day == same ? time(instant) : "\(day) \(time(instant))"
    }

    private func date(_ instant: Date) -> LocalDate {
        LocalDate(daysSince1970: Int((Double(local(instant)) / 1_440).rounded(.down)))
    }

    private func local(_ instant: Date) -> Int { instant.epochMinute + zone.secondsFromGMT(for: instant) / 60 }
}
