import Testing

@testable import Messaging

@Suite struct BatcherTests {
    private let start = ContinuousClock.now

    private func delivery(_ tag: UInt64) -> Delivery { Delivery(tag: tag, exchange: "", routingKey: "") }

    @Test func aFullBatchIsDueAtOnce() {
        var batcher = Batcher(size: 2, delay: .seconds(9))
        batcher.add(delivery(1), now: start)
        #expect(batcher.takeBatch(now: start) == nil)
        batcher.add(delivery(2), now: start)
        #expect(batcher.takeBatch(now: start)?.map(\.tag) == [1, 2])
    }

    @Test func aPartBatchIsDueAfterTheDelayOfItsFirst() {
        var batcher = Batcher(size: 10, delay: .milliseconds(5))
        batcher.add(delivery(1), now: start)
        batcher.add(delivery(2), now: start + .milliseconds(4))
        #expect(batcher.due == start + .milliseconds(5))
        #expect(batcher.takeBatch(now: start + .milliseconds(4)) == nil)
        #expect(batcher.takeBatch(now: start + .milliseconds(5))?.count == 2)
        #expect(batcher.due == nil)
    }

    @Test func batchesHoldAtMostTheirSizeAndKeepTheOrder() {
        var batcher = Batcher(size: 3, delay: .zero)
        for tag in 1...7 { batcher.add(delivery(UInt64(tag)), now: start) }
        var batches: [[UInt64]] = []
        while let batch = batcher.takeBatch(now: start) { batches.append(batch.map(\.tag)) }
        #expect(batches == [[1, 2, 3], [4, 5, 6], [7]])
    }

    @Test func takingAllLeavesNothing() {
        var batcher = Batcher(size: 2, delay: .zero)
        for tag in 1...5 { batcher.add(delivery(UInt64(tag)), now: start) }
        _ = batcher.takeBatch(now: start)
        #expect(batcher.takeAll().map(\.tag) == [3, 4, 5])
        #expect(batcher.count == 0 && batcher.due == nil)
    }
}
