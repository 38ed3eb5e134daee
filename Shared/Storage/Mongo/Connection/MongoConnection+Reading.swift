internal import CMongoC

extension MongoConnection {
    /// The documents that a filter lets through.
    ///
    /// - Parameters:
    ///   - collection: Where they are.
    ///   - filter: Which ones.
    ///   - sort: Their order; none in particular by default.
    ///   - limit: The most to return; all by default.
    ///   - fields: What of each is wanted besides its `_id`; everything by default.
    ///   - isSnapshot: Whether what is seen is the state of one moment, which else only a transaction sees.
    /// - Returns: All of them, however many answers of the server they take.
    /// - Throws: As all methods do.
    package func find(
        _ collection: String, _ filter: BSONDocument, sort: BSONDocument? = nil, limit: Int? = nil,
        fields: [String] = [], isSnapshot: Bool = false
    ) throws -> [BSONDocument] {
        if let limit, limit <= 0 { return [] }
        var command: BSONDocument = ["find": .text(collection), "filter": .document(filter)]
        if let sort { command.append("sort", .document(sort)) }
        if let limit { command.append("limit", .int(Int64(limit))) }
        if !fields.isEmpty { command.append("projection", .document(BSONDocument(fields.map { ($0, 1) }))) }
        command.append("batchSize", .int(Int64(min(limit ?? Self.batchSize, Self.batchSize))))
        let concern: BSONDocument = isSnapshot && session == nil ? ["readConcern": ["level": "snapshot"]] : [:]
        return try documents(of: command, options: concern)
    }

    /// The first document that a filter lets through.
    ///
    /// - Parameters:
    ///   - collection: Where it is.
    ///   - filter: Which ones come into question.
    ///   - sort: Which is first; any by default.
    ///   - fields: What of it is wanted besides its `_id`; everything by default.
    /// - Returns: The document; nil when there is none.
    /// - Throws: As all methods do.
    package func first(
        _ collection: String, _ filter: BSONDocument, sort: BSONDocument? = nil, fields: [String] = []
    ) throws -> BSONDocument? {
        try find(collection, filter, sort: sort, limit: 1, fields: fields).first
    }

    /// What a pipeline makes of a collection.
    package func aggregate(_ collection: String, _ stages: [BSONDocument]) throws -> [BSONDocument] {
        try documents(of: [
            "aggregate": .text(collection), "pipeline": .documents(stages),
            "cursor": ["batchSize": .int(Int64(Self.batchSize))],
        ])
    }

    /// Documents fetched at once, while their bytes keep below the server's own bound.
    private static let batchSize = 2_000

    /// Runs a command that answers with a cursor, and reads the cursor to its end.
    private func documents(
        of command: BSONDocument, options: BSONDocument = BSONDocument()
    ) throws -> [BSONDocument] {
        let reply = try run(command, as: .read, options: options)
        let cursorOptions = try joined(BSONDocument())
        let cursor = reply.giveAway { reply in
            cursorOptions.withPointer { mongoc_cursor_new_from_command_reply_with_opts(client, reply, $0) }
        }
        defer { mongoc_cursor_destroy(cursor) }
        var documents: [BSONDocument] = []
        // Lent by the cursor until it moves on.
        var current: OpaquePointer?
        while mongoc_cursor_next(cursor, &current) {
            if let current { documents.append(BSONDocument(copying: current)) }
        }
        var error = bson_error_t()
        var details: OpaquePointer?
        if mongoc_cursor_error_document(cursor, &error, &details) {
            throw MongoFailure(error, labels: details.map { BSONDocument(copying: $0) } ?? BSONDocument())
        }
        return documents
    }
}
