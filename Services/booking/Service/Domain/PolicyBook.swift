import Contracts
import Foundation

/// Which rules are in force at a workshop: versions of the garage group's and of its own; nil where there are none.
struct RuleVersions: Sendable, Hashable {
    var group: Int64?
    var own: Int64?
}

/// The rules in force, for some workshops: the settings, over them the garage group's, over them each workshop's own.
struct PolicyBook: Sendable {
    let defaults: Policy
    let group: PolicyDocument
    let workshops: [UUID: PolicyDocument]
    /// By customer; others have the standard one.
    let tiers: [UUID: String]
    /// Of the documents, by workshop; by nil the group's.
    var versions: [UUID?: Int64] = [:]

    func versions(at workshop: UUID) -> RuleVersions { RuleVersions(group: versions[nil], own: versions[workshop]) }

    /// What holds for a subject. Each value is that of the most specific rule which gives one; between rules of the same rank the
    /// workshop's own count before the group's, and in a document the one that stands first.
    func policy(for subject: PolicySubject) -> Policy {
        let rules = (workshops[subject.workshop]?.rules ?? []) + group.rules
        let matching = rules.filter { $0.when?.matches(subject) ?? true }.enumerated().sorted { left, right in
            let (first, second) = (left.element.when?.rank ?? 0, right.element.when?.rank ?? 0)
            return first == second ? left.offset < right.offset : first > second
        }.map(\.element)
        func first<Value>(_ value: (PolicyRule) -> Value?) -> Value? { matching.lazy.compactMap(value).first }
        return Policy(
            move: defaults.move.following(matching.compactMap(\.move)), cancel: defaults.cancel.following(matching.compactMap(\.cancel)),
            maximumMoves: first(\.maximumMoves) ?? defaults.maximumMoves, maximumOpen: first(\.maximumOpen) ?? defaults.maximumOpen,
            noticeMinutes: first(\.noticeMinutes) ?? defaults.noticeMinutes, horizonDays: first(\.horizonDays) ?? defaults.horizonDays,
            decisionMinutes: first(\.decisionMinutes) ?? defaults.decisionMinutes
        )
    }

    /// What holds for an appointment and who wants to change it.
    func policy(for appointment: AppointmentState, role: Cancellation.Actor) -> Policy {
        policy(for: PolicySubject(
            workshop: appointment.workshop.id, services: Set(appointment.services.map(\.id)),
            tier: tiers[appointment.customer.id] ?? PolicySubject.standardTier, role: role, channel: appointment.channel
        ))
    }
}

extension Policy.Terms {
    /// - Parameter rules: those that match, the most specific first.
    fileprivate func following(_ rules: [ChangeRule]) -> Policy.Terms {
        func first<Value>(_ value: (ChangeRule) -> Value?) -> Value? { rules.lazy.compactMap(value).first }
        return Policy.Terms(
            window: first(\.windowMinutes).map { .seconds($0 * 60) } ?? window, fee: first(\.fee) ?? fee,
            closes: first(\.closesMinutes).map { .seconds($0 * 60) } ?? closes, reasons: first(\.reasons) ?? reasons,
            reasonRequired: first(\.reasonRequired) ?? reasonRequired
        )
    }
}
