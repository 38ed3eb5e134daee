package import GRDB

/// Statements that are compiled once for a connection and kept: to be preferred wherever the text does not vary.
///
/// A statement must not be used again inside the `decode` closure of the same statement.
extension Database {
    /// Runs a statement that returns no rows.
    ///
    /// - Parameters:
    ///   - sql: One statement.
    ///   - arguments: Its values.
    /// - Returns: How many rows it inserted, updated or deleted.
    /// - Throws: `DatabaseError`.
    @discardableResult
    package func run(_ sql: String, _ arguments: StatementArguments = []) throws -> Int {
        let before = totalChangesCount
        try cachedStatement(sql: sql).execute(arguments: arguments)
        return totalChangesCount - before
    }

    /// Runs a query, which has a bound on its rows, and decodes every row.
    ///
    /// - Parameters:
    ///   - sql: One query.
    ///   - arguments: Its values.
    ///   - decode: Makes an item of a row; the row is valid only inside.
    /// - Returns: The items in the order of the query.
    /// - Throws: `DatabaseError`; what `decode` throws.
    package func items<Item>(
        _ sql: String,
        _ arguments: StatementArguments = [],
        decode: (Row) throws -> Item
    ) throws -> [Item] {
        let rows = try Row.fetchCursor(cachedStatement(sql: sql), arguments: arguments)
        var items: [Item] = []
        while let row = try rows.next() {
            items.append(try decode(row))
        }
        return items
    }

    /// Runs a query and decodes its first row.
    ///
    /// - Parameters:
    ///   - sql: One query.
    ///   - arguments: Its values.
    ///   - decode: Makes an item of the row; the row is valid only inside.
    /// - Returns: The item, or nil if there is no row.
    /// - Throws: `DatabaseError`; what `decode` throws.
    package func first<Item>(
        _ sql: String,
        _ arguments: StatementArguments = [],
        decode: (Row) throws -> Item
    ) throws -> Item? {
        let rows = try Row.fetchCursor(cachedStatement(sql: sql), arguments: arguments)
        return try rows.next().map(decode)
    }

    /// Runs a query for one page of its rows.
    ///
    /// The query orders by a unique key and starts after the last key of the page before; it has no `LIMIT` of its own.
    ///
    /// - Parameters:
    ///   - sql: One query, without `LIMIT`.
    ///   - arguments: Its values, by position.
    ///   - limit: The most items, at least 1.
    ///   - decode: Makes an item of a row; the row is valid only inside.
    /// - Returns: The items, and whether there are more.
    /// - Throws: `DatabaseError`; what `decode` throws.
    package func page<Item>(
        _ sql: String,
        _ arguments: StatementArguments = [],
        limit: Int,
        decode: (Row) throws -> Item
    ) throws -> Page<Item> {
        let limit = max(1, limit)
        let rows = try Row.fetchCursor(cachedStatement(sql: sql + " LIMIT ?"), arguments: arguments + [limit + 1])
        var items: [Item] = []
        while items.count < limit, let row = try rows.next() {
            items.append(try decode(row))
        }
        return Page(items: items, hasMore: try rows.next() != nil)
    }
}
