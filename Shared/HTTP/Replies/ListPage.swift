/// One page of a list that is read with one item more than it holds, which tells whether there are more.
public struct ListPage<Item: Sendable>: Sendable {
    public let items: [Item]
    /// The last of them where more follow: what the next page begins after.
    public let last: Item?

    /// - Parameters:
    ///   - asked: how many items the client asks for.
    ///   - usual: how many there are unless it does.
    ///   - read: gives as many items as it is told, where there are so many.
    public static func read(
        _ asked: Int?, unlessTold usual: Int = 50, atMost most: Int = 200, _ read: (Int) async throws -> [Item]
    ) async rethrows -> ListPage {
        let limit = min(max(asked ?? usual, 1), most)
        let found = try await read(limit + 1)
        let items = Array(found.prefix(limit))
        return ListPage(items: items, last: found.count > limit ? items.last : nil)
    }
}
