import Contracts
import Foundation
import Scheduling

/// Turns ranked places into answers, with reasons for programs and a sentence for people.
struct PlaceWording: Sendable {
    let model: WorkshopModel
    /// Those that may make way.
    let movable: [UUID: AppointmentState]
    let due: Date?
    private var clock: WallClockText { WallClockText(model.workshop.calendar.zone) }

    /// Nil where nobody does it, or nowhere: what an advisor's board cannot show.
    func place(_ ranked: RankedPlace) -> Place? {
        guard let technician = ranked.assignment.steps.first?.technicians.first, let bay = ranked.assignment.bays.first?.resource
        else { return nil }
        let reasons = self.reasons(ranked, model.technician(technician).name)
        return Place(
            start: Date(epochMinute: ranked.assignment.start), end: Date(epochMinute: ranked.assignment.end),
            technician: model.technician(technician), bay: model.bay(bay), score: Place.Score(ranked.score), reasons: reasons.map(\.reason),
            sentence: RefusalWording.sentence(reasons.map(\.clause)))
    }

    private typealias Worded = (reason: Place.Reason, clause: String)

    private func reasons(_ ranked: RankedPlace, _ technician: String) -> [Worded] {
        let score = ranked.score
        let surplus = score.skillFit / 10
        let gap = score.fragmentation == 0 ? "no time is left over that cannot be sold"
            : "free time is split or gaps are left"
        return [
            (.init(code: "skill_fit", values: ["technician": technician, "surplus": "\(surplus)"]),
                surplus == 0 ? "\(technician) has just the skill for it" : "\(technician) could do more than this asks for"),
            (.init(code: "load_balance", values: ["technician": technician, "percent": "\(score.loadBalance)"]),
                "the day is then \(score.loadBalance) % sold"),
            (.init(code: "fragmentation", values: ["minutes": "\(score.fragmentation)"]), gap),
            lateness(ranked),
        ] + (ranked.displaced.map { [displaced($0)] } ?? [])
    }

    private func lateness(_ ranked: RankedPlace) -> Worded {
        var values = ["lateMinutes": "\(ranked.lateMinutes)", "waitingHours": "\(ranked.waitingMinutes / 60)"]
        values["due"] = due.map(Timestamp.text)
        let hours = ranked.waitingMinutes / 60
        var clause = hours == 0 ? "it can begin at once" : "it begins \(hours) \(hours == 1 ? "hour" : "hours") after the first time asked for"
        if due != nil {
            clause = ranked.lateMinutes == 0 ? "it is done in time" : "it is done \(ranked.lateMinutes) minutes late"
        }
        return (.init(code: "lateness", values: values), clause)
    }

    private func displaced(_ displacement: Displacement) -> Worded {
        let (from, to) = (Date(epochMinute: displacement.from), Date(epochMinute: displacement.to.start))
        let plate = movable[displacement.appointment]?.vehicle.plate ?? ""
        let technician = displacement.to.steps.first?.technicians.first.map { model.technician($0).name } ?? ""
        let bay = displacement.to.bays.first.map { model.bay($0.resource).name } ?? ""
        let values = [
            "appointmentId": displacement.appointment.text, "version": "\(movable[displacement.appointment]?.version ?? 0)", "plate": plate,
            "from": Timestamp.text(from), "to": Timestamp.text(to), "technician": technician, "bay": bay,
        ]
        let clause = from == to ? "\(plate) stays at \(clock.time(from)) and goes to \(technician) in \(bay)"
            : "\(plate) goes from \(clock.time(from)) to \(clock.time(to, besides: from)) with \(technician)"
        return (.init(code: "displaced_work", values: values), clause)
    }
}
