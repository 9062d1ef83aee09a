import Contracts
import HTTP

/// The refusals of booking that need more than a slug and a sentence; all others map by their kind.
func answering<Value>(_ body: () async throws -> Value) async throws -> Value {
    do {
        return try await body()
    } catch let error as BookingError {
        throw Problem(error)
    }
}

extension Problem {
    fileprivate init(_ error: BookingError) {
        switch error {
        case .slotTaken(let blockers, let alternatives):
            self.init(.slotTaken, detail: error.detail, extensions: [
                "blockers": .array(blockers.map { .string($0) }),
                "alternatives": .array(alternatives.map { ["start": .string(Timestamp.text($0.start)), "end": .string(Timestamp.text($0.end))] }),
            ])
        case .feeApplies(let fee):
            self.init(.feeApplies, detail: error.detail, extensions: [
                "fee": .object(["amount": .int(fee.amount), "currency": .string(fee.currency)])
            ])
        case .versionMismatch: self.init(.versionMismatch, detail: error.detail)
        default:
            let title = error.slug.replacing("-", with: " ")
            self.init(
                status: error.kind.status, slug: error.slug, title: title.prefix(1).uppercased() + title.dropFirst(), detail: error.detail
            )
        }
    }
}

extension ProblemSpec {
    static let slotTaken = ProblemSpec(409, "slot-taken", "The slot is taken")
    static let versionMismatch = ProblemSpec(412, "version-mismatch", "The appointment has another version")
    static let changedMeanwhile = ProblemSpec(409, "changed-meanwhile", "The appointment was changed at the same moment")
    static let notPossible = ProblemSpec(409, "not-possible-now", "The appointment's status does not allow it")
    static let policyWindow = ProblemSpec(409, "policy-window", "It is too late for that")
    static let tooManyMoves = ProblemSpec(409, "too-many-moves", "The appointment was moved often enough")
    static let feeApplies = ProblemSpec(409, "fee-applies", "A fee applies and was not agreed to")
    static let tooManyOpen = ProblemSpec(409, "too-many-open", "The customer has enough appointments ahead")
    static let startTooSoon = ProblemSpec(422, "start-too-soon", "The start lies too soon for this work")
    static let unknownException = ProblemSpec(404, "unknown-exception", "There is no such request")
    static let exceptionPending = ProblemSpec(409, "exception-pending", "A request waits for a decision already")
    static let exceptionNotNeeded = ProblemSpec(409, "exception-not-needed", "The policy allows it")
    static let exceptionSettled = ProblemSpec(409, "exception-settled", "The request waits for no decision any more")
    /// What the policy may answer a customer who wants to change something.
    static let ofPolicy = [policyWindow, feeApplies, tooManyMoves]
    static let unknownWorkshop = ProblemSpec(404, "unknown-workshop", "There is no such workshop")
    static let unknownService = ProblemSpec(422, "unknown-service", "A service is not offered here")
    static let unknownAppointment = ProblemSpec(404, "unknown-appointment", "There is no such appointment")
    static let startInPast = ProblemSpec(422, "start-in-past", "The start lies in the past")
    static let startTooFar = ProblemSpec(422, "start-too-far", "The start lies too far ahead")
    static let linkInvalid = ProblemSpec(401, "link-invalid", "The link is not valid")
    static let linkExpired = ProblemSpec(410, "link-expired", "The link has expired")
    /// What stands against another start, whoever wants it: the services may be offered no more.
    static let ofMoving = [slotTaken, beforeRelease, changedMeanwhile, startInPast, startTooFar, unknownService]
    static let tooManyHolds = ProblemSpec(429, "too-many-holds", "Too many slots are held")
    static let offerGone = ProblemSpec(409, "offer-gone", "The offer is no longer open")
    static let alreadyWaiting = ProblemSpec(409, "already-waiting", "The address waits for enough")
    static let planningBusy = ProblemSpec(503, "planning-busy", "Another plan is being looked for")
    static let tooManyRows = ProblemSpec(422, "too-many-rows", "The import has too many rows")
}
