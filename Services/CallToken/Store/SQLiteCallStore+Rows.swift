import Chat
import GRDB
import Storage

extension SQLiteCallStore {
    /// Users are written by `UInt64.stored`, times in milliseconds with 0 for "never", and a sequence of 0 is none.
    static let schema = Schema([
        Migration(
            "calls and participants",
            sql: """
                CREATE TABLE calls (
                    id INTEGER PRIMARY KEY, version INTEGER NOT NULL, topic TEXT NOT NULL, stage INTEGER NOT NULL,
                    caller INTEGER NOT NULL, caller_session TEXT NOT NULL, caller_node TEXT NOT NULL,
                    callee INTEGER NOT NULL, callee_session TEXT NOT NULL, callee_node TEXT NOT NULL,
                    head BLOB NOT NULL, content BLOB NOT NULL, sequence INTEGER NOT NULL, started INTEGER NOT NULL,
                    accepted INTEGER NOT NULL, ended INTEGER NOT NULL, ending TEXT, ended_by INTEGER,
                    told INTEGER NOT NULL, abandoned INTEGER NOT NULL, due INTEGER NOT NULL
                ) STRICT;
                CREATE UNIQUE INDEX calls_topic ON calls (topic) WHERE stage < 3;
                CREATE INDEX calls_due ON calls (due);
                CREATE TABLE participants (user INTEGER PRIMARY KEY, call INTEGER NOT NULL) STRICT;
                """)
    ])

    static func write(_ call: Call, in db: Database) throws {
        try db.run(
            """
            INSERT OR REPLACE INTO calls (id, version, topic, stage, caller, caller_session, caller_node, callee,
                callee_session, callee_node, head, content, sequence, started, accepted, ended, ending, ended_by, told,
                abandoned, due)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                call.id, call.version, call.topic.description, call.stage.rawValue, call.caller.user.rawValue.stored,
                call.caller.session, call.caller.node, call.callee.user.rawValue.stored, call.callee.session,
                call.callee.node, call.head.blob, call.content.blob, call.sequence, call.startedAt, call.acceptedAt,
                call.endedAt, call.ending?.rawValue, call.endedBy?.rawValue.stored, call.isAcceptanceTold,
                call.isAbandoned, call.due,
            ])
    }
}

extension Call {
    /// Reads a row.
    init(_ row: Row) throws {
        self.init(
            id: try row.int64("id"), topic: try TopicID(stored: row.text("topic")),
            caller: CallParty(
                try UserID(stored: row.uint64("caller")), session: try row.text("caller_session"),
                node: try row.text("caller_node")),
            callee: try UserID(stored: row.uint64("callee")), head: try row.bytes("head"),
            content: try row.bytes("content"), now: try row.int64("started"))
        callee.session = try row.text("callee_session")
        callee.node = try row.text("callee_node")
        stage = try Stage(stored: row.int64("stage"))
        sequence = try row.int64("sequence")
        acceptedAt = try row.int64("accepted")
        endedAt = try row.int64("ended")
        ending = try row.optionalText("ending").map { try CallEnding(stored: $0) }
        endedBy = try row.optionalUInt64("ended_by").map { try UserID(stored: $0) }
        isAcceptanceTold = try row.bool("told")
        isAbandoned = try row.bool("abandoned")
        due = try row.int64("due")
        version = try row.int64("version")
    }
}
