import Contracts
import Foundation
import Testing

@testable import Notifications

@Suite struct MayContactTests {
    private static let noon = Date(timeIntervalSince1970: 1_774_000_800) // 2026-03-20T10:00:00Z
    private static let consent = UUID(high: 7, low: 7)
    private static let all = Set(ContactPurpose.allCases)

    private static func facts(_ change: (inout ContactFacts) -> Void) -> ContactFacts {
        var facts = ContactFacts(zone: "Europe/Berlin")
        change(&facts)
        return facts
    }

    /// Each rule by itself: which purposes it stops.
    private static let rules: [(ContactRule, ContactFacts, Set<ContactPurpose>)] = [
        (.hardBounce, facts { $0.suppressions[.email] = .hardBounce }, all),
        (.complaint, facts { $0.suppressions[.email] = .complaint }, all),
        (.stop, facts { $0.suppressions[.email] = .stop }, all),
        (.noConsent, facts { _ in }, [.marketing, .survey]),
        (.optedOut, facts { facts in
            for purpose in all { facts.consents[.init(purpose: purpose, channel: .email)] = .init(id: consent, isGiven: false) }
        }, [.reminder, .marketing, .survey, .waitingList]),
        (.doNotDisturb, given { $0.pausedUntil = noon + 1 }, [.reminder, .marketing, .survey, .waitingList]),
        (.quietHours, given { $0.quietHours[.email] = QuietHours(from: 600, until: 720) }, all.subtracting([.security])),
        (.frequencyCap, given { facts in
            (facts.caps, facts.contacts) = ([FrequencyCap(limit: 1, window: 60)], [noon - 59])
        }, [.reminder, .marketing, .survey, .waitingList]),
    ]

    /// With an opt-in to everything.
    private static func given(_ change: (inout ContactFacts) -> Void) -> ContactFacts {
        facts { facts in
            for purpose in all { facts.consents[.init(purpose: purpose, channel: .email)] = .init(id: consent, isGiven: true) }
            change(&facts)
        }
    }

    @Test(arguments: rules.indices)
    func eachRuleStopsItsPurposesOnItsChannelAndNoOther(_ row: Int) {
        let (rule, facts, stopped) = Self.rules[row]
        for purpose in ContactPurpose.allCases {
            var told: ContactRule?
            if case .no(let rule, _) = mayContact(facts, purpose, .email, Self.noon) { told = rule }
            #expect(told == (stopped.contains(purpose) ? rule : nil), "\(purpose)")
        }
        guard ![.noConsent, .doNotDisturb, .frequencyCap].contains(rule) else { return }
        #expect(mayContact(facts, .reminder, .sms, Self.noon) == .yes(.contract))
    }

    @Test func theGroundIsTheConsentOrTheContract() {
        #expect(mayContact(Self.given { _ in }, .marketing, .email, Self.noon) == .yes(.consent(Self.consent)))
        #expect(mayContact(Self.given { _ in }, .transactional, .email, Self.noon) == .yes(.transactional))
        #expect(mayContact(Self.facts { _ in }, .waitingList, .email, Self.noon) == .yes(.contract))
    }

    @Test func whatIsOverDoesNotStop() {
        let facts = Self.given { facts in
            facts.pausedUntil = Self.noon
            (facts.caps, facts.contacts) = ([FrequencyCap(limit: 2, window: 60)], [Self.noon - 60, Self.noon - 5])
        }
        #expect(mayContact(facts, .reminder, .email, Self.noon) == .yes(.consent(Self.consent)))
    }

    /// Berlin goes from 02:00 to 03:00 on 29 March 2026 at 01:00Z, and from 03:00 back to 02:00 on 25 October at 01:00Z. Lord Howe moves by half
    /// an hour; Kathmandu is 5:45 ahead.
    private static let nights: [(String, String, Int, Int, String)] = [
        ("Europe/Berlin", "2026-03-28T22:30:00Z", 22 * 60, 7 * 60, "2026-03-29T05:00:00Z"),
        ("Europe/Berlin", "2026-03-28T22:30:00Z", 22 * 60, 2 * 60 + 30, "2026-03-29T01:00:00Z"),
        ("Europe/Berlin", "2026-10-24T21:30:00Z", 22 * 60, 7 * 60, "2026-10-25T06:00:00Z"),
        ("Europe/Berlin", "2026-10-25T00:10:00Z", 120, 150, "2026-10-25T00:30:00Z"),
        ("Europe/Berlin", "2026-10-25T01:10:00Z", 120, 150, "2026-10-25T01:30:00Z"),
        ("Asia/Dubai", "2026-03-29T18:30:00Z", 22 * 60, 7 * 60, "2026-03-30T03:00:00Z"),
        ("Australia/Lord_Howe", "2026-04-04T14:00:00Z", 0, 6 * 60, "2026-04-04T19:30:00Z"),
        ("Asia/Kathmandu", "2026-03-29T17:00:00Z", 22 * 60, 7 * 60, "2026-03-30T01:15:00Z"),
        ("nowhere", "2026-03-29T22:30:00Z", 22 * 60, 7 * 60, "2026-03-30T07:00:00Z"),
    ]

    @Test(arguments: nights.indices)
    func quietHoursEndByTheClockOnTheWall(_ row: Int) throws {
        let (zone, time, from, until, end) = Self.nights[row]
        let hours = try #require(QuietHours(from: from, until: until))
        #expect(hours.end(from: try #require(Timestamp.parse(time)), in: zone).map(Timestamp.text) == end.replacing("Z", with: ".000Z"))
    }

    @Test func hoursAreReadAndToldTheSame() {
        for minute in 0..<1440 { #expect(QuietHours.minute(ClockTime.text(minute)) == minute) }
        for text in ["24:00", "7:00", "07:60", "07-00", "", "０7:00"] { #expect(QuietHours.minute(text) == nil) }
    }
}
