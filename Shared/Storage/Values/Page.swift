/// A part of a long list, and whether there is more behind it.
package struct Page<Item> {
    /// The items, in the order of the query.
    package let items: [Item]

    /// Whether the list goes on after the last item.
    package let hasMore: Bool

    /// Makes a page.
    package init(items: [Item], hasMore: Bool) {
        self.items = items
        self.hasMore = hasMore
    }
}

extension Page: Sendable where Item: Sendable {}
extension Page: Equatable where Item: Equatable {}
