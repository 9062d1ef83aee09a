/// Values by consecutive delivery tags, removed in any order: an array with a moving start.
///
/// Tags count from 1 on each channel, in both directions (AMQP 0-9-1, section 1.8.3).
struct TagSequence<Element> {
    private var elements: [Element?] = []
    private var head = 0
    private var firstTag: UInt64 = 1
    /// How many are in it.
    private(set) var count = 0

    var isEmpty: Bool { count == 0 }
    /// The lowest tag still in it, or the next one when empty.
    var lowestTag: UInt64 { firstTag }
    /// The tag the next value gets.
    var nextTag: UInt64 { firstTag + UInt64(elements.count - head) }
    /// From the lowest still in it to the highest given.
    var span: Int { elements.count - head }

    /// Adds a value under the next tag.
    @discardableResult
    mutating func append(_ element: Element) -> UInt64 {
        let tag = nextTag
        elements.append(element)
        count += 1
        return tag
    }

    subscript(tag: UInt64) -> Element? {
        get { index(tag).flatMap { elements[$0] } }
        set {
            guard let index = index(tag), elements[index] != nil, let newValue else { return }
            elements[index] = newValue
        }
    }

    /// Removes one; nil when it is not in it (any more).
    mutating func remove(_ tag: UInt64) -> Element? {
        guard let index = index(tag), let element = elements[index] else { return nil }
        elements[index] = nil
        count -= 1
        trim()
        return element
    }

    /// Removes all up to and including the tag, in order; zero means all (as in `basic.ack` with `multiple`).
    mutating func remove(through tag: UInt64) -> [Element] {
        let last = tag == 0 ? nextTag - 1 : min(tag, nextTag - 1)
        var removed: [Element] = []
        while firstTag <= last, head < elements.count {
            if let element = elements[head] {
                removed.append(element)
                count -= 1
                elements[head] = nil
            }
            head += 1
            firstTag += 1
        }
        trim()
        return removed
    }

    /// The lowest tag, in order, whose value meets the condition.
    func firstTag(where matches: (Element) -> Bool) -> UInt64? {
        for index in head..<elements.count {
            if let element = elements[index], matches(element) { return firstTag + UInt64(index - head) }
        }
        return nil
    }

    /// The highest tag below another that is still in it.
    func lastTag(before tag: UInt64) -> UInt64? {
        var tag = min(tag, nextTag)
        while tag > firstTag {
            tag -= 1
            if self[tag] != nil { return tag }
        }
        return nil
    }

    private func index(_ tag: UInt64) -> Int? {
        guard tag >= firstTag, tag < nextTag else { return nil }
        return head + Int(tag - firstTag)
    }

    private mutating func trim() {
        while head < elements.count, elements[head] == nil {
            head += 1
            firstTag += 1
        }
        // Moving what is left costs less than one step per element removed.
        if head > 64, head * 2 > elements.count {
            elements.removeFirst(head)
            head = 0
        }
    }
}
