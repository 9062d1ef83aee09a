import Contracts
import Foundation
import Testing

@testable import Booking

/// Policies as a table: rules, who wants what when, and what they meet with.
@Suite struct PolicyTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        var group: [PolicyRule] = []
        var own: [PolicyRule] = []
        var change = AppointmentChange.move
        var hours: Double = 10
        var moves: Int?
        var service = Garage.brakes
        var tier = "standard"
        var role = Cancellation.Actor.customer
        var channel = BookingChannel.web
        let expected: Policy.Verdict
        var testDescription: String { name }
    }

    private static func fee(_ percent: Int) -> PolicyFee { PolicyFee(percent: percent) }
    private static func moveFee(_ percent: Int, window: Int? = nil, when: PolicyMatch? = nil, name: String = "rule") -> PolicyRule {
        PolicyRule(name: name, when: when, move: ChangeRule(windowMinutes: window, fee: fee(percent)))
    }
    private static func euros(_ amount: Int) -> Policy.Verdict { .costs(Money(amount: amount, currency: "EUR")) }
    private static func late(_ change: AppointmentChange = .move, hours: Int = 24) -> Policy.Verdict {
        .refused(.tooLate(change, .seconds(hours * 3_600)))
    }
    private static let flat = PolicyFee(flat: [Money(amount: 2_500, currency: "EUR"), Money(amount: 9_000, currency: "AED")])
    private static let everyDimension = PolicyMatch(
        serviceIds: [Garage.brakes], tiers: ["gold"], roles: [.customer], channels: [.web]
    )

    /// The price is 99.00 EUR, the settings' windows are 24 h each.
    static let rows: [Row] = [
        // The settings alone
        Row(name: "outside the settings' window", hours: 24, expected: .free),
        Row(name: "inside the settings' window", hours: 23.99, expected: late()),
        Row(name: "cancelling inside it", change: .cancel, hours: 23.99, expected: late(.cancel)),
        Row(name: "when it has begun", hours: -0.1, expected: late()),
        // Windows
        Row(name: "a shorter window", group: [PolicyRule(name: "r", move: ChangeRule(windowMinutes: 120))], hours: 2, expected: .free),
        Row(name: "inside the shorter window", group: [PolicyRule(name: "r", move: ChangeRule(windowMinutes: 120))], hours: 1.99,
            expected: late(hours: 2)),
        Row(name: "a move's window says nothing of cancelling", group: [PolicyRule(name: "r", move: ChangeRule(windowMinutes: 120))],
            change: .cancel, hours: 2, expected: late(.cancel)),
        Row(name: "a cancellation's window of its own", group: [PolicyRule(name: "r", cancel: ChangeRule(windowMinutes: 600))],
            change: .cancel, hours: 10, expected: .free),
        // Fees
        Row(name: "a percentage", group: [moveFee(33)], expected: euros(3_267)),
        Row(name: "a percentage is rounded", group: [moveFee(50)], expected: euros(4_950)),
        Row(name: "no fee before the window", group: [moveFee(50)], hours: 24, expected: .free),
        Row(name: "a flat fee", group: [PolicyRule(name: "r", move: ChangeRule(fee: flat))], expected: euros(2_500)),
        Row(name: "a flat fee in another currency only", group: [
            PolicyRule(name: "r", move: ChangeRule(fee: PolicyFee(flat: [Money(amount: 1, currency: "AED")]))),
        ], expected: late()),
        Row(name: "a fee of nothing", group: [moveFee(0)], expected: .free),
        Row(name: "a fee ends when it begins", group: [moveFee(50)], hours: 0, expected: late(hours: 0)),
        Row(name: "a fee until it closes", group: [PolicyRule(name: "r", move: ChangeRule(fee: fee(50), closesMinutes: 120))], hours: 2,
            expected: euros(4_950)),
        Row(name: "closed even for a fee", group: [PolicyRule(name: "r", move: ChangeRule(fee: fee(50), closesMinutes: 120))], hours: 1.99,
            expected: late(hours: 2)),
        Row(name: "a fee to cancel", group: [PolicyRule(name: "r", cancel: ChangeRule(fee: flat))], change: .cancel, expected: euros(2_500)),
        // Moves
        Row(name: "one move left", group: [PolicyRule(name: "r", maximumMoves: 2)], hours: 48, moves: 1, expected: .free),
        Row(name: "no move left", group: [PolicyRule(name: "r", maximumMoves: 2)], hours: 48, moves: 2,
            expected: .refused(.tooManyMoves(limit: 2))),
        Row(name: "no move at all", group: [PolicyRule(name: "r", maximumMoves: 0)], hours: 48, expected: .refused(.tooManyMoves(limit: 0))),
        Row(name: "no move left, but cancelling", group: [PolicyRule(name: "r", maximumMoves: 0)], change: .cancel, hours: 48,
            expected: .free),
        // What rules are for
        Row(name: "of the service", group: [moveFee(10, when: PolicyMatch(serviceIds: [Garage.brakes]))], expected: euros(990)),
        Row(name: "of another service", group: [moveFee(10, when: PolicyMatch(serviceIds: [Garage.diagnosis]))], expected: late()),
        Row(name: "of the tier", group: [moveFee(10, when: PolicyMatch(tiers: ["gold"]))], tier: "gold", expected: euros(990)),
        Row(name: "of another tier", group: [moveFee(10, when: PolicyMatch(tiers: ["gold"]))], expected: late()),
        Row(name: "of the role", group: [moveFee(10, when: PolicyMatch(roles: [.partner]))], role: .partner, expected: euros(990)),
        Row(name: "of another role", group: [moveFee(10, when: PolicyMatch(roles: [.partner]))], expected: late()),
        Row(name: "of the channel", group: [moveFee(10, when: PolicyMatch(channels: [.advisor, .web]))], expected: euros(990)),
        Row(name: "of another channel", group: [moveFee(10, when: PolicyMatch(channels: [.advisor]))], expected: late()),
        Row(name: "of all dimensions", group: [moveFee(10, when: everyDimension)], tier: "gold", expected: euros(990)),
        Row(name: "of all dimensions but one", group: [moveFee(10, when: everyDimension)], expected: late()),
        // Which rule wins
        Row(name: "service before tier, role and channel", group: [
            moveFee(10, when: PolicyMatch(tiers: ["gold"], roles: [.customer], channels: [.web])),
            moveFee(20, when: PolicyMatch(serviceIds: [Garage.brakes])),
        ], tier: "gold", expected: euros(1_980)),
        Row(name: "tier before role and channel", group: [
            moveFee(10, when: PolicyMatch(roles: [.customer], channels: [.web])), moveFee(20, when: PolicyMatch(tiers: ["gold"])),
        ], tier: "gold", expected: euros(1_980)),
        Row(name: "role before channel", group: [
            moveFee(10, when: PolicyMatch(channels: [.web])), moveFee(20, when: PolicyMatch(roles: [.customer])),
        ], expected: euros(1_980)),
        Row(name: "a channel before none", group: [moveFee(10), moveFee(20, when: PolicyMatch(channels: [.web]))], expected: euros(1_980)),
        Row(name: "the workshop's before the group's", group: [moveFee(10)], own: [moveFee(20)], expected: euros(1_980)),
        Row(name: "a more specific one of the group's before the workshop's", group: [moveFee(10, when: PolicyMatch(tiers: ["gold"]))],
            own: [moveFee(20)], tier: "gold", expected: euros(990)),
        Row(name: "the first of two alike", group: [moveFee(10), moveFee(20)], expected: euros(990)),
        Row(name: "each value is the most specific one's that gives it", group: [
            PolicyRule(name: "gold", when: PolicyMatch(tiers: ["gold"]), move: ChangeRule(windowMinutes: 120)), moveFee(50, window: 2_880),
        ], hours: 2, tier: "gold", expected: .free),
        Row(name: "what it does not give comes from the next", group: [
            PolicyRule(name: "gold", when: PolicyMatch(tiers: ["gold"]), move: ChangeRule(windowMinutes: 120)), moveFee(50, window: 2_880),
        ], hours: 1.9, tier: "gold", expected: euros(4_950)),
        Row(name: "a specific rule spares the fee of a general one", group: [
            moveFee(50), moveFee(0, when: PolicyMatch(tiers: ["gold"])),
        ], tier: "gold", expected: .free),
    ]

    private static let defaults = Policy(move: .init(window: .seconds(86_400)), cancel: .init(window: .seconds(86_400)))

    private static func book(_ group: [PolicyRule], _ own: [PolicyRule] = [], tier: String = "standard") -> PolicyBook {
        PolicyBook(
            defaults: defaults, group: PolicyDocument(rules: group), workshops: [Garage.workshop: PolicyDocument(rules: own)],
            tiers: [Samples.customer: tier]
        )
    }

    @Test(arguments: rows) func eachChangeMeetsWithWhatTheRulesSay(_ row: Row) {
        let appointment = Samples.priced(row.service, channel: row.channel, moves: row.moves)
        let policy = Self.book(row.group, row.own, tier: row.tier).policy(for: appointment, role: row.role)
        let now = appointment.start.addingTimeInterval(-row.hours * 3_600)
        #expect(policy.verdict(on: row.change, of: appointment, at: now) == row.expected)
    }

    @Test(arguments: rows.filter { $0.role == .customer }) func theViewSaysWhatTheVerdictIs(_ row: Row) {
        let appointment = Samples.priced(row.service, channel: row.channel, moves: row.moves)
        let policy = Self.book(row.group, row.own, tier: row.tier).policy(for: appointment, role: row.role)
        let now = appointment.start.addingTimeInterval(-row.hours * 3_600)
        let view = policy.view(of: appointment, at: now)
        let change = row.change == .move ? view.move : view.cancel
        #expect(change?.costsNow == row.expected.cost)
        #expect((row.change == .move ? view.canChange : view.canCancel) == (row.expected.refusal == nil))
        #expect(change?.refusal == row.expected.refusal?.slug)
        #expect(change?.mayAsk == (row.expected != .free && row.hours > 0))
        if let change, row.expected.refusal?.slug != "too-many-moves" {
            // Until when it is free and possible is what the verdict says a minute before and after.
            #expect(policy.verdict(on: row.change, of: appointment, at: change.freeUntil.addingTimeInterval(-60)) == .free)
            #expect(policy.verdict(on: row.change, of: appointment, at: change.possibleUntil.addingTimeInterval(-60)).refusal == nil)
            #expect(policy.verdict(on: row.change, of: appointment, at: change.possibleUntil.addingTimeInterval(60)).refusal != nil
                || change.fee == nil && row.expected == .free)
        }
    }

    @Test func otherLimitsFollowTheSameOrder() {
        let policy = Self.book([
            PolicyRule(name: "all", maximumMoves: 3, maximumOpen: 5, noticeMinutes: 60, horizonDays: 90, decisionMinutes: 120),
            PolicyRule(name: "web", when: PolicyMatch(channels: [.web]), maximumOpen: 2, horizonDays: 30),
        ]).policy(for: PolicySubject(workshop: Garage.workshop, services: [Garage.brakes], role: .customer, channel: .web))
        #expect(policy.maximumMoves == 3 && policy.maximumOpen == 2 && policy.noticeMinutes == 60)
        #expect(policy.horizonDays == 30 && policy.decisionMinutes == 120)
        #expect(Self.book([]).policy(for: Samples.priced(), role: .customer).decisionMinutes == 240)
    }

    struct Reasons: Sendable {
        let rule: ChangeRule
        let reason: ReasonCode?
        let holds: Bool
    }

    @Test(arguments: [
        Reasons(rule: ChangeRule(), reason: nil, holds: true), Reasons(rule: ChangeRule(), reason: .weather, holds: true),
        Reasons(rule: ChangeRule(reasonRequired: true), reason: nil, holds: false),
        Reasons(rule: ChangeRule(reasonRequired: true), reason: .illness, holds: true),
        Reasons(rule: ChangeRule(reasons: [.illness]), reason: .illness, holds: true),
        Reasons(rule: ChangeRule(reasons: [.illness]), reason: .other, holds: false),
        Reasons(rule: ChangeRule(reasons: [.illness]), reason: nil, holds: true),
    ])
    func reasonsAreThoseOfTheRule(_ row: Reasons) {
        let policy = Self.book([PolicyRule(name: "r", move: row.rule)]).policy(for: Samples.priced(), role: .customer)
        let isTaken = (try? policy.check(ChangeGrounds(reason: row.reason), for: .move)) != nil
        #expect(isTaken == row.holds)
    }

    @Test func aDocumentThatBreaksRulesIsRefusedNamingEach() throws {
        let document = PolicyDocument(rules: [
            PolicyRule(name: "fine", move: ChangeRule(windowMinutes: 60, fee: Self.flat, closesMinutes: 60)),
            PolicyRule(
                name: " ", when: PolicyMatch(serviceIds: [], tiers: ["a\nb"], roles: [.system], channels: []),
                move: ChangeRule(windowMinutes: -1, fee: PolicyFee(flat: [], percent: 101), reasons: []),
                cancel: ChangeRule(windowMinutes: 60, fee: PolicyFee(flat: [
                    Money(amount: -1, currency: "eur"), Money(amount: 1, currency: "eur"),
                ]), closesMinutes: 61),
                maximumMoves: 101, maximumOpen: 0, noticeMinutes: 600_000, horizonDays: 0, decisionMinutes: 0
            ),
        ])
        let error = #expect(throws: ValidationError.self) { try document.validated() }
        let fields = [
            "name", "when.serviceIds", "when.tiers[0]", "when.roles", "when.channels", "move.windowMinutes", "move.reasons", "move.fee",
            "move.fee.percent", "move.fee.flat", "cancel.closesMinutes", "cancel.fee.flat", "cancel.fee.flat[0].amount",
            "cancel.fee.flat[0].currency", "cancel.fee.flat[1].currency", "maximumMoves", "maximumOpen", "noticeMinutes", "horizonDays",
            "decisionMinutes",
        ]
        #expect(Set(error?.violations.map(\.field) ?? []) == Set(fields.map { "rules[1].\($0)" }))
    }
}
