extension PreparedWork {
    /// Whether the car stays in one bay from one step to another.
    func isOneStay(_ first: Int, _ last: Int) -> Bool {
        steps[(first + 1)...last].allSatisfy(\.step.sameBay)
    }

    /// Whether steps with another between them can follow so closely that their buffers meet in a bay: a short step between long
    /// buffers.
    var hasDistantBuffers: Bool {
        steps.indices.contains { last in
            steps.indices.contains { first in
                guard first + 1 < last, !isOneStay(first, last) else { return false }
                let between = ((first + 1)...last).reduce(0) { sum, index in
                    let shortest = index < last ? steps[index].workers.map(\.minutes).min() ?? 0 : 0
                    return sum + steps[index].step.lag.lowerBound + shortest
                }
                return steps[last].places.contains { place in
                    steps[first].places.contains { $0.index == place.index && $0.after + place.before > between }
                }
            }
        }
    }
}
