/// How many events go at once: fewer where a broker could not confirm them all in time, which would have them published again and again
/// without one ever being marked; more again while it can.
struct BatchSize {
    let most: Int
    private(set) var now: Int

    init(most: Int) {
        self.most = most
        now = most
    }

    mutating func halve() { now = max(1, now / 2) }

    mutating func grow() { now = min(most, now * 2) }
}
