import Contracts
import Foundation
import Scheduling

/// How probable it is that each open appointment of a day is finished by the end its customer was told.
///
/// Whoever has several does them in the order of their starts, and begins none before its time. What has begun goes on from where it is.
/// That somebody goes home before it is done is not looked at: it would not be done by the promised end either.
struct PromiseRisk: Sendable {
    let model: WorkshopModel
    let experience: DurationModel
    /// When work began on what has begun.
    let began: [UUID: Date]
    let now: EpochMinute

    /// By appointment, 0 to 1; nothing for those that are not open.
    func probabilities(_ appointments: [AppointmentState]) -> [UUID: Double] {
        let open = appointments.filter { [.booked, .checkedIn, .started].contains($0.status) }
        return Dictionary(grouping: open, by: \.technician.id).values.reduce(into: [:]) { result, own in
            var finish = FinishTimes(at: now)
            for state in own.sorted(by: { Self.order($0) < Self.order($1) }) {
                let estimate = model.estimate(of: state, experience)
                let start = began[state.id] ?? state.start
                if state.status == .started {
                    finish.wait(until: now)
                    finish.add(estimate, elapsed: max(now - start.epochMinute, 0))
                } else {
                    finish.wait(until: max(now, state.start.epochMinute))
                    finish.add(estimate)
                }
                result[state.id] = (finish.probability(by: state.end.epochMinute) * 1_000).rounded() / 1_000
            }
        }
    }

    /// What has begun comes first.
    private static func order(_ state: AppointmentState) -> (Int, Date, String) {
        (state.status == .started ? 0 : 1, state.start, state.id.text)
    }
}

/// An appointment as the board shows it: the whole state, and what is only known here.
struct BoardAppointment: Codable, Sendable, Hashable {
    let state: AppointmentState
    /// The probability, 0 to 1, that it is finished by its end; absent for what is not open.
    let promiseRisk: Double?

    private enum CodingKeys: String, CodingKey {
        case promiseRisk
    }

    init(_ state: AppointmentState, promiseRisk: Double?) {
        self.state = state
        self.promiseRisk = promiseRisk
    }

    init(from decoder: any Decoder) throws {
        state = try AppointmentState(from: decoder)
        promiseRisk = try decoder.container(keyedBy: CodingKeys.self).decodeIfPresent(Double.self, forKey: .promiseRisk)
    }

    func encode(to encoder: any Encoder) throws {
        try state.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encodeIfPresent(promiseRisk, forKey: .promiseRisk)
    }
}
