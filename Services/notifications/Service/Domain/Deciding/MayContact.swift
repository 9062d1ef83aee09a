import Contracts
import Foundation

/// Whether a person may be written to: the one place where that is decided. The first rule that says no is told; they are asked in this order.
///
/// 1. Suppression of the address on the channel: `hard_bounce`, `complaint`, `stop`. Nothing goes there, whatever it is for.
/// 2. What the person has said last to purpose and channel: `opted_out`, and `no_consent` where an opt-in is needed and was never given.
///    What is transactional or of security cannot be refused.
/// 3. `do_not_disturb` until a moment; not for what is transactional or of security.
/// 4. `quiet_hours` on the person's own clock; not for security.
/// 5. `frequency_cap` over all purposes together; what is transactional or of security neither counts nor is counted.
///
/// - Parameters:
///   - person: what is known of them.
///   - time: when it would be sent.
/// - Returns: yes with its ground, or the rule that said no, with the moment from which that rule does not object any more, where there is one.
func mayContact(_ person: ContactFacts, _ purpose: ContactPurpose, _ channel: MessageChannel, _ time: Date) -> ContactDecision {
    if let suppression = person.suppressions[channel] { return .no(suppression.rule) }
    let said = person.consents[ContactFacts.Topic(purpose: purpose, channel: channel)]
    if purpose.canBeRefused {
        if said?.isGiven == false { return .no(.optedOut) }
        if said == nil, purpose.needsOptIn { return .no(.noConsent) }
        if let until = person.pausedUntil, until > time { return .no(.doNotDisturb, again: until) }
    }
    if purpose != .security, let again = person.quietHours[channel]?.end(from: time, in: person.zone) {
        return .no(.quietHours, again: again)
    }
    if purpose.canBeRefused, let again = person.caps.compactMap({ $0.reopening(after: person.contacts, at: time) }).max() {
        return .no(.frequencyCap, again: again)
    }
    guard purpose.canBeRefused else { return .yes(.transactional) }
    return .yes(said.map { .consent($0.id) } ?? .contract)
}

extension MessageKind {
    /// What people allow or refuse it as.
    var purpose: ContactPurpose {
        switch self {
        case .confirmation, .change, .cancellation, .checkIn, .approvalRequest, .ready, .receipt, .requestDecided,
            .waitingListConfirmation: .transactional
        case .reminder: .reminder
        case .followUp: .survey
        case .waitingListOffer: .waitingList
        case .signInCode, .securityNotice: .security
        }
    }
}
