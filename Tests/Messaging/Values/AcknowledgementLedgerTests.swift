import Testing

@testable import Messaging

@Suite struct AcknowledgementLedgerTests {
    private func ledger(_ count: UInt64) -> AcknowledgementLedger {
        var ledger = AcknowledgementLedger()
        for tag in 1...count { _ = ledger.deliver(tag) }
        return ledger
    }

    @Test func aRunFromTheOldestIsAcknowledgedInOneFrame() {
        var ledger = ledger(4)
        for tag in [3, 1, 2] as [UInt64] { ledger.settle(tag, as: .acknowledge) }
        #expect(ledger.flush(individually: true) == [.acknowledge(tag: 3, multiple: true)])
        #expect(ledger.outstanding == 1)
    }

    @Test func oneAloneIsNotMerged() {
        var ledger = ledger(2)
        ledger.settle(1, as: .acknowledge)
        #expect(ledger.flush(individually: true) == [.acknowledge(tag: 1, multiple: false)])
    }

    @Test func nothingIsMergedOverOneThatIsStillInHand() {
        var ledger = ledger(4)
        for tag in [2, 3, 4] as [UInt64] { ledger.settle(tag, as: .acknowledge) }
        #expect(ledger.flush(individually: true) == [2, 3, 4].map { .acknowledge(tag: $0, multiple: false) })
        ledger.settle(1, as: .acknowledge)
        #expect(ledger.flush(individually: true) == [.acknowledge(tag: 1, multiple: false)])
        #expect(ledger.outstanding == 0)
    }

    @Test func acknowledgementsBehindOneInHandAreHeldBackToBeMerged() {
        var ledger = ledger(4)
        for tag in [2, 4] as [UInt64] { ledger.settle(tag, as: .acknowledge) }
        #expect(ledger.flush(individually: false) == [])
        #expect(ledger.heldBack == 2)
        ledger.settle(1, as: .acknowledge)
        #expect(ledger.flush(individually: false) == [.acknowledge(tag: 2, multiple: true)])
        ledger.settle(3, as: .reject)
        #expect(ledger.flush(individually: false) == [.giveBack(tag: 3, requeue: false), .acknowledge(tag: 4, multiple: false)])
        #expect(ledger.outstanding == 0 && ledger.heldBack == 0)
    }

    @Test func whatIsGivenBackGoesBeforeAMergedAcknowledgement() {
        var ledger = ledger(5)
        for tag in [1, 3, 5] as [UInt64] { ledger.settle(tag, as: .acknowledge) }
        ledger.settle(2, as: .requeue)
        ledger.settle(4, as: .reject)
        #expect(ledger.flush(individually: true) == [
            .giveBack(tag: 2, requeue: true), .giveBack(tag: 4, requeue: false), .acknowledge(tag: 5, multiple: true),
        ])
    }

    @Test func eachIsSettledOnce() {
        var ledger = ledger(2)
        #expect((ledger.settle(1, as: .acknowledge)) == true)
        #expect((ledger.settle(1, as: .requeue)) == false)
        _ = ledger.flush(individually: true)
        #expect((ledger.settle(1, as: .acknowledge)) == false)
        #expect(ledger.flush(individually: true) == [])
    }

    @Test(arguments: [UInt64(0), 3, .max])
    func unknownTagsAreNotSettled(_ tag: UInt64) {
        var ledger = ledger(2)
        #expect((ledger.settle(tag, as: .acknowledge)) == false)
    }

    @Test func aTagOutOfTurnIsTold() {
        var ledger = AcknowledgementLedger()
        #expect((ledger.deliver(1)) == true)
        #expect((ledger.deliver(3)) == false)
    }

    /// Whatever the order, what reaches the broker is exactly what was settled, each once, and never over one in hand.
    @Test(arguments: 0..<50)
    func randomOrdersSettleExactlyOnce(_ seed: Int) {
        var random = SplitMix(seed)
        var ledger = AcknowledgementLedger()
        var (inHand, atBroker, acknowledged, next) = (Set<UInt64>(), Set<UInt64>(), Set<UInt64>(), UInt64(1))
        for _ in 0..<400 {
            if Bool.random(using: &random) || inHand.isEmpty {
                #expect((ledger.deliver(next)) == true)
                inHand.insert(next)
                atBroker.insert(next)
                next += 1
            } else if let tag = inHand.randomElement(using: &random) {
                inHand.remove(tag)
                let settlement = Settlement.allCases.randomElement(using: &random) ?? .acknowledge
                if settlement == .acknowledge { acknowledged.insert(tag) }
                #expect((ledger.settle(tag, as: settlement)) == true)
            }
            guard Int.random(in: 0..<5, using: &random) == 0 else { continue }
            for frame in ledger.flush(individually: Bool.random(using: &random)) {
                switch frame {
                case .acknowledge(let tag, let multiple):
                    let covered: Set<UInt64> = multiple ? atBroker.filter { $0 <= tag } : [tag]
                    #expect(covered.isSubset(of: atBroker) && covered.isSubset(of: acknowledged))
                    atBroker.subtract(covered)
                case .giveBack(let tag, _):
                    #expect(!acknowledged.contains(tag))
                    #expect(atBroker.remove(tag) != nil)
                }
            }
            #expect(atBroker.subtracting(inHand).count == ledger.heldBack)
            #expect(inHand.isSubset(of: atBroker) && ledger.outstanding == atBroker.count)
        }
    }
}

/// A generator that gives the same numbers for the same seed.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64
    init(_ seed: Int) { state = UInt64(truncatingIfNeeded: seed) &+ 0x9E37_79B9_7F4A_7C15 }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
