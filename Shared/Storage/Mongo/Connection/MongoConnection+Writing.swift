extension MongoConnection {
    /// Adds documents, in order, up to the first whose key is taken.
    ///
    /// - Parameters:
    ///   - documents: Each at most 16 MiB.
    ///   - collection: Where to; made when there is none.
    /// - Throws: `MongoDuplicate`: what is before it has been added, unless this is a transaction.
    package func insert(_ documents: [BSONDocument], into collection: String) throws {
        _ = try write("insert", collection, "documents", documents)
    }

    /// Changes documents, in order, up to the first change that cannot be made.
    ///
    /// - Parameters:
    ///   - collection: Where they are.
    ///   - updates: The changes.
    /// - Returns: How many documents the filters let through, those that were made included.
    /// - Throws: `MongoDuplicate`.
    @discardableResult
    package func update(_ collection: String, _ updates: [MongoUpdate]) throws -> Int {
        try write("update", collection, "updates", updates.map(\.document))
    }

    /// Removes all documents that a filter lets through.
    ///
    /// - Returns: How many.
    @discardableResult
    package func remove(from collection: String, _ filter: BSONDocument) throws -> Int {
        try write("delete", collection, "deletes", [["q": .document(filter), "limit": 0]])
    }

    /// Changes one document.
    ///
    /// - Parameters:
    ///   - collection: Where it is.
    ///   - filter: Which one.
    ///   - change: Operators such as `$set`.
    ///   - inserts: Whether it is made when there is none.
    /// - Returns: The document as it is afterwards; nil when there is none.
    /// - Throws: `MongoFailure` for a key that is taken, which is told as `StoreError.conflict`.
    package func modify(
        _ collection: String, _ filter: BSONDocument, _ change: BSONValue, inserts: Bool = false
    ) throws -> BSONDocument? {
        let reply = try run(
            [
                "findAndModify": .text(collection), "query": .document(filter), "update": change,
                "upsert": .bool(inserts), "new": true,
            ], as: .write)
        return try reply.document.optionalDocument("value")
    }

    /// The most bytes and statements of one command; the server's own bounds are 16 MiB and 100,000.
    private static let commandBytes = 8 << 20
    private static let commandStatements = 5_000

    private func write(
        _ verb: String, _ collection: String, _ field: String, _ statements: [BSONDocument]
    ) throws -> Int {
        var count = 0
        var first = 0
        while first < statements.count {
            var (end, size) = (first + 1, statements[first].bytes.count)
            while end < statements.count, end - first < Self.commandStatements {
                size += statements[end].bytes.count
                guard size <= Self.commandBytes else { break }
                end += 1
            }
            let reply = try runPart(
                [verb: .text(collection), field: .documents(statements[first..<end]), "ordered": true],
                isFirst: first == 0)
            if case .array(let errors) = try reply.value("writeErrors"), let error = errors.first {
                throw try Self.error(error, after: first, isAlone: session == nil)
            }
            count += try reply.int("n")
            first = end
        }
        return count
    }

    /// Runs one of the commands that a long call is cut into.
    private func runPart(_ command: BSONDocument, isFirst: Bool) throws -> BSONDocument {
        do {
            return try run(command, as: .write).document
        } catch var failure as MongoFailure {
            failure.isPartial = !isFirst && session == nil
            throw failure
        }
    }

    /// What an element of `writeErrors` means.
    ///
    /// - `isAlone`: whether what came before it in the command stays.
    private static func error(_ value: BSONValue, after first: Int, isAlone: Bool) throws -> any Error {
        guard case .document(let error) = value else { return StoreError.corrupted }
        let index = first + (try error.int("index"))
        var failure = MongoFailure(serverCode: UInt32(clamping: try error.int64("code")))
        failure.isPartial = isAlone && index > 0
        guard StoreError(translatingMongo: failure) == .conflict else { return failure }
        let fields = try error.optionalDocument("keyPattern")?.names() ?? []
        return MongoDuplicate(index: index, fields: fields)
    }
}
