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

    /// Opens the database, and makes what is missing.
    ///
    /// - Parameters:
    ///   - name: The database's name; one that no other service has.
    ///   - settings: Where it is, and how it is worked with.
    /// - Throws: `MongoOpenError`, `CancellationError`.
    package init(database name: String, settings: MongoSettings) async throws {
        database = try await MongoDatabase.open(name, settings: settings, schema: Self.schema)
        outbox = MongoOutbox(database)
    }

    /// Ends all work with the database.
    package func close() async {
        await database.close()
    }

    /// What is asked for in one command, at most.
    private static let questionsAtOnce = 200

    package func heads(of topics: Set<String>) async throws -> [String: Head] {
        try await database.perform { db in
            var heads: [String: Head] = [:]
            for document in try db.find(Self.heads, ["_id": ["$in": .texts(topics)]]) {
                heads[try document.text("_id")] = try Head(document)
            }
            return heads
        }
    }

    package func places(of keys: [MessageKey]) async throws -> [MessageKey: Head] {
        try await database.perform { db in
            var places: [MessageKey: Head] = [:]
            let filters = Self.filters(keys, by: { Author(topic: $0.topic, sender: $0.sender) }) { author, keys in
                [
                    "topic": .text(author.topic), "sender": .int(author.sender.stored),
                    "key": ["$in": .texts(keys.map(\.key))],
                ]
            }
            for filter in filters {
                let fields = ["topic", "sender", "key", "sequence", "at"]
                for document in try db.find(Self.messages, filter, fields: fields) {
                    let key = MessageKey(
                        topic: try document.text("topic"), sender: try document.uint64("sender"),
                        key: try document.text("key"))
                    places[key] = try Head(document)
                }
            }
            return places
        }
    }

    package func messages(at places: Set<MessagePlace>) async throws -> [MessagePlace: StoredMessage] {
        try await database.perform { db in
            var messages: [MessagePlace: StoredMessage] = [:]
            let filters = Self.filters(places, by: \.topic) { topic, places in
                ["topic": .text(topic), "sequence": ["$in": .ints(places.map(\.sequence))], "deleted": false]
            }
            for filter in filters {
                for document in try db.find(Self.messages, filter) {
                    let message = try StoredMessage(document)
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

    /// One who writes in one topic.
    private struct Author: Hashable {
        let topic: String
        let sender: UInt64
    }

    /// The filters of so many commands that each has few alternatives, one for what is alike.
    private static func filters<Question, Group: Hashable>(
        _ questions: some Sequence<Question>, by group: (Question) -> Group,
        alternative: (Group, [Question]) -> BSONDocument
    ) -> [BSONDocument] {
        let alternatives = Dictionary(grouping: questions, by: group).map(alternative)
        return stride(from: 0, to: alternatives.count, by: questionsAtOnce).map { start in
            ["$or": .documents(alternatives[start..<min(start + questionsAtOnce, alternatives.count)])]
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
