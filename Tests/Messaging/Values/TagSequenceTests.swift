import Testing

@testable import Messaging

@Suite struct TagSequenceTests {
    @Test func behavesLikeADictionaryByTag() {
        var random = SplitMix(7)
        var sequence = TagSequence<Int>()
        var model: [UInt64: Int] = [:]
        for step in 0..<5_000 {
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<5: model[sequence.append(step)] = step
            case 5..<8:
                let tag = UInt64.random(in: 0...sequence.nextTag + 2, using: &random)
                #expect(sequence.remove(tag) == model.removeValue(forKey: tag))
            case 8:
                let tag = UInt64.random(in: 1...sequence.nextTag + 2, using: &random)
                let expected = model.filter { $0.key <= tag }.sorted { $0.key < $1.key }.map(\.value)
                #expect(sequence.remove(through: tag) == expected)
                model = model.filter { $0.key > tag }
            default:
                let tag = UInt64.random(in: 0...sequence.nextTag + 2, using: &random)
                #expect(sequence[tag] == model[tag])
                #expect(sequence.lastTag(before: tag) == model.keys.filter { $0 < tag }.max())
            }
            #expect(sequence.count == model.count)
            #expect(sequence.firstTag { _ in true } == model.keys.min())
        }
    }

    @Test func memoryFollowsWhatIsInIt() {
        var sequence = TagSequence<Int>()
        for value in 0..<100_000 {
            let tag = sequence.append(value)
            if tag > 10 { _ = sequence.remove(tag - 10) }
        }
        #expect(sequence.count == 10)
        #expect(sequence.span == 10)
    }
}
