/// A priority queue: the element no other goes before comes out first.
struct BinaryHeap<Element: Sendable>: Sendable {
    private var elements: [Element] = []
    private let goesBefore: @Sendable (Element, Element) -> Bool

    init(goesBefore: @escaping @Sendable (Element, Element) -> Bool) { self.goesBefore = goesBefore }

    var count: Int { elements.count }
    var first: Element? { elements.first }

    mutating func push(_ element: Element) {
        elements.append(element)
        siftUp(elements.count - 1)
    }

    mutating func pop() -> Element? {
        guard let last = elements.popLast() else { return nil }
        guard let first = elements.first else { return last }
        elements[0] = last
        siftDown(0)
        return first
    }

    /// Takes out all for which `isObsolete` holds, in linear time.
    mutating func removeAll(where isObsolete: (Element) -> Bool) {
        elements.removeAll(where: isObsolete)
        for index in stride(from: elements.count / 2 - 1, through: 0, by: -1) { siftDown(index) }
    }

    private mutating func siftUp(_ start: Int) {
        var child = start
        while child > 0, goesBefore(elements[child], elements[(child - 1) / 2]) {
            elements.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    private mutating func siftDown(_ start: Int) {
        var parent = start
        while true {
            let left = 2 * parent + 1
            guard left < elements.count else { return }
            let right = left + 1
            let least = right < elements.count && goesBefore(elements[right], elements[left]) ? right : left
            guard goesBefore(elements[least], elements[parent]) else { return }
            elements.swapAt(parent, least)
            parent = least
        }
    }
}
