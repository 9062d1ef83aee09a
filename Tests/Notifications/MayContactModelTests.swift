import Contracts
import Foundation
import Testing

@testable import Notifications

/// The decision against a plain model: every rule that objects is collected, minute by minute where it is about time, and the first is told.
@Suite struct MayContactModelTests {
    @Test func tenThousandCasesAreDecidedAsThePlainModelDoes() throws {
        var random = SeededGenerator(seed: 20_261_129)
        var seen: [String: Int] = [:]
        for number in 0..<10_000 {
            let facts = Self.facts(&random)
            let purpose = ContactPurpose.allCases.randomElement(using: &random) ?? .reminder
            let channel = MessageChannel.allCases.randomElement(using: &random) ?? .email
            let decided = mayContact(facts, purpose, channel, Self.time)
            let expected = Self.model(facts, purpose, channel, Self.time)
            seen[Self.name(decided), default: 0] += 1
            try #require(decided == expected, "case \(number): \(facts) \(purpose) \(channel)")
        }
        // Every answer has come up, so that none is right by never being asked for.
        #expect(Set(seen.keys) == Set(ContactRule.allCases.map(\.rawValue) + ["consent", "contract", "transactional"]), "\(seen)")
        #expect(seen.values.allSatisfy { $0 >= 50 }, "\(seen)")
    }

    /// A quarter to one in the morning of the day on which Berlin's clocks go forward, to the minute; elsewhere other hours.
    private static let time = Date(timeIntervalSince1970: 1_774_741_500)
    private static let zones = ["Europe/Berlin", "Asia/Dubai", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Auckland", "UTC"]

    private static func facts(_ random: inout SeededGenerator) -> ContactFacts {
        var facts = ContactFacts(zone: zones.randomElement(using: &random) ?? "UTC")
        for channel in MessageChannel.allCases {
            if Int.random(in: 0..<10, using: &random) == 0 { facts.suppressions[channel] = SuppressionReason.allCases.randomElement(using: &random) }
            if Bool.random(using: &random) {
                let (from, until) = (Int.random(in: 0..<1440, using: &random), Int.random(in: 0..<1440, using: &random))
                facts.quietHours[channel] = QuietHours(from: from, until: until)
            }
            for purpose in ContactPurpose.allCases where Int.random(in: 0..<3, using: &random) > 0 {
                facts.consents[.init(purpose: purpose, channel: channel)] = .init(
                    id: UUID(high: random.next(), low: random.next()), isGiven: Int.random(in: 0..<4, using: &random) > 0
                )
            }
        }
        if Int.random(in: 0..<3, using: &random) == 0 { facts.pausedUntil = time + Double(Int.random(in: -90...90, using: &random) * 60) }
        facts.caps = (0..<Int.random(in: 0...2, using: &random)).map { _ in
            FrequencyCap(limit: Int.random(in: 1...4, using: &random), window: Double(Int.random(in: 1...240, using: &random) * 60))
        }
        facts.contacts = (0..<Int.random(in: 0...6, using: &random)).map { _ in time - Double(Int.random(in: 0...300, using: &random) * 60) }
        return facts
    }

    private static func model(_ person: ContactFacts, _ purpose: ContactPurpose, _ channel: MessageChannel, _ time: Date) -> ContactDecision {
        let always = [ContactPurpose.transactional, .security].contains(purpose)
        let consent = person.consents.first { $0.key.purpose == purpose && $0.key.channel == channel }?.value
        var objections: [ContactDecision] = []
        for (where_, reason) in person.suppressions where where_ == channel {
            objections.append(.no(ContactRule(rawValue: reason.rawValue) ?? .stop))
        }
        switch (always, consent?.isGiven, purpose) {
        case (true, _, _), (false, true?, _): break
        case (false, false?, _): objections.append(.no(.optedOut))
        case (false, nil, .marketing), (false, nil, .survey): objections.append(.no(.noConsent))
        case (false, nil, _): break
        }
        if !always, let pause = person.pausedUntil, pause.timeIntervalSince(time) > 0 { objections.append(.no(.doNotDisturb, again: pause)) }
        if purpose != .security, let hours = person.quietHours[channel] {
            var minute = time
            while isQuiet(hours, minute, person.zone) { minute += 60 }
            if minute > time { objections.append(.no(.quietHours, again: minute)) }
        }
        if !always {
            var minute = time
            while person.caps.contains(where: { cap in
                person.contacts.count { minute.timeIntervalSince($0) < cap.window } >= cap.limit
            }) { minute += 60 }
            if minute > time { objections.append(.no(.frequencyCap, again: minute)) }
        }
        if let first = objections.first { return first }
        if always { return .yes(.transactional) }
        return .yes(consent.map { .consent($0.id) } ?? .contract)
    }

    /// What the calendar shows in each zone, minute by minute for two days.
    private static let shown = Dictionary(uniqueKeysWithValues: zones.map { zone in
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: zone) ?? .gmt
        return (zone, (0..<2880).map { minute in
            let shown = calendar.dateComponents([.hour, .minute], from: time + Double(minute * 60))
            return (shown.hour ?? 0) * 60 + (shown.minute ?? 0)
        })
    })

    /// By what the calendar shows, wound forward from the first quiet minute.
    private static func isQuiet(_ hours: QuietHours, _ time: Date, _ zone: String) -> Bool {
        guard let minute = shown[zone]?[Int(time.timeIntervalSince(Self.time) / 60)] else { return false }
        let length = (hours.until - hours.from + 1440) % 1440
        return (minute - hours.from + 1440) % 1440 < length
    }

    private static func name(_ decision: ContactDecision) -> String {
        switch decision {
        case .yes(let ground): ground.name
        case .no(let rule, _): rule.rawValue
        }
    }
}
