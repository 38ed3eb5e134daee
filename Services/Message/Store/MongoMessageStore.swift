package import Contracts
package import Storage

/// The message store on MongoDB.
///
/// Reads see what a majority has, on the primary that the driver knows. One that was deposed and has not heard of it may
/// answer a little late for a moment: reads of heads and keys are fenced by `insert`, the others bear it.
package struct MongoMessageStore: MessageStore {
    let database: MongoDatabase
    /// Events wait here until they are in the log.
    package let outbox: MongoOutbox
    /// Batches of several partitions go by the same commands, one group after another: what the database saves by larger
    /// groups is worth more than what it could do while it waits for the disk.
    let inserts: MergedCalls<Batch, InsertOutcome>

    /// Opens the database, and makes what is missing.
    ///
    /// - Parameters:
    ///   - name: The database's name; one that no other service has.
    ///   - settings: Where it is, and how it is worked with.
    /// - Throws: `MongoOpenError`, `CancellationError`.
    package init(database name: String, settings: MongoSettings) async throws {
        database = try await MongoDatabase.open(name, settings: settings, schema: Self.schema)
        outbox = MongoOutbox(database)
        let taken = TakenPlaces()
        inserts = MergedCalls(lanes: 1, capacity: 1_000, size: \.messages.count) { [database] batches in
            try await Self.insert(batches, into: database, taken: taken)
        }
    }

    /// Ends all work with the database.
    package func close() async {
        await database.close()
    }

    package func heads(of topics: Set<String>) async throws -> [String: Head] {
        try await database.perform { db in try Self.heads(of: topics, in: db) }
    }

    package func places(of keys: [MessageKey]) async throws -> [MessageKey: Head] {
        let wanted = Set(keys)
        // One walk through the index, which skips from each that is there to the next that is wanted. Naming each key
        // apart would have the server plan a search for each. What this finds besides is hardly anything.
        let filter: BSONDocument = [
            "topic": ["$in": .texts(Set(keys.map(\.topic)))],
            "sender": ["$in": .ints(Set(keys.map(\.sender.stored)))],
            "key": ["$in": .texts(wanted.map(\.key))],
        ]
        return try await database.perform { db in
            var places: [MessageKey: Head] = [:]
            let fields = ["topic", "sender", "key", "sequence", "at"]
            for document in try db.find(Self.messages, filter, fields: fields) {
                let key = MessageKey(
                    topic: try document.text("topic"), sender: try document.uint64("sender"),
                    key: try document.text("key"))
                if wanted.contains(key) { places[key] = try Head(document) }
            }
            return try Self.withoutErased(places, in: db)
        }
    }

    /// Leaves out what stands where its topic is erased, and takes it away: a writer that came too late has left it there,
    /// and was lost before it could take it back.
    private static func withoutErased(
        _ places: [MessageKey: Head], in db: MongoConnection
    ) throws -> [MessageKey: Head] {
        guard !places.isEmpty else { return places }
        let ends = try erasedEnds(of: Set(places.keys.map(\.topic)), in: db)
        return try places.filter { key, place in
            guard let end = ends[key.topic], place.sequence <= end else { return true }
            try db.remove(
                from: messages,
                [
                    "topic": .text(key.topic), "sender": .int(key.sender.stored), "key": .text(key.key),
                    "sequence": .int(place.sequence),
                ])
            return false
        }
    }

    package func messages(at places: Set<MessagePlace>) async throws -> [MessagePlace: StoredMessage] {
        let sequences = Dictionary(grouping: places, by: \.topic).mapValues { $0.map(\.sequence) }
        return try await database.perform { db in
            var messages: [MessagePlace: StoredMessage] = [:]
            for (topic, sequences) in sequences {
                let filter: BSONDocument = [
                    "topic": .text(topic), "sequence": ["$in": .ints(sequences)], "deleted": false,
                ]
                for message in try db.find(Self.messages, filter).map({ try StoredMessage($0) }) {
                    messages[MessagePlace(topic: message.topic, sequence: message.sequence)] = message
                }
            }
            return messages
        }
    }

    package func author(of sequence: Int64, in topic: String) async throws -> UInt64? {
        try await database.perform { db in
            try db.first(
                Self.messages, ["topic": .text(topic), "sequence": .int(sequence)], fields: ["sender"]
            )?.uint64("sender")
        }
    }
}

extension Head {
    /// Reads a head, or the place of a message.
    init(_ document: BSONDocument) throws {
        self.init(sequence: try document.int64("sequence"), at: try document.int64("at"))
    }
}

extension StoredMessage {
    /// Reads a message.
    init(_ document: BSONDocument) throws {
        self.init(
            topic: try document.text("topic"), sequence: try document.int64("sequence"),
            sender: try document.uint64("sender"), at: try document.int64("at"), head: try document.bytes("head"),
            content: try document.bytes("content"))
    }
}
