import Chat
import Storage

extension MongoCallStore {
    /// Users are written by `UInt64.stored`, times in milliseconds with 0 for "never", and a sequence of 0 is none.
    ///
    /// - `calls`: `_id` (the number), `version`, `topic`, `stage`, `caller`, `callerSession`, `callerNode`, `callee`,
    ///   `calleeSession`, `calleeNode`, `head`, `content`, `sequence`, `started`, `accepted`, `ended`, `ending`,
    ///   `endedBy`, `told`, `abandoned`, `due`.
    /// - `participants`: `_id` (the user), `call`: those who are in a call.
    static let schema = MongoSchema(indexes: [
        MongoIndex("topic", on: calls, ["topic": 1], isUnique: true, where: ["stage": ["$lt": 3]]),
        MongoIndex("due", on: calls, ["due": 1]),
        MongoIndex("call", on: participants, ["call": 1]),
    ])

    static let calls = "calls"
    static let participants = "participants"

    /// Where a call is, as long as it is what was read.
    static func place(of call: Call) -> BSONDocument {
        ["_id": .int(call.id), "version": .int(call.version)]
    }

    static func participants(of call: Call) -> BSONDocument {
        ["call": .int(call.id)]
    }

    /// All that changes, and all that does not but for the number.
    static func fields(of call: Call) -> [(String, BSONValue)] {
        [
            ("version", .int(call.version)), ("topic", .text(call.topic.description)),
            ("stage", .int(call.stage.rawValue)), ("caller", .int(call.caller.user.rawValue.stored)),
            ("callerSession", .text(call.caller.session)), ("callerNode", .text(call.caller.node)),
            ("callee", .int(call.callee.user.rawValue.stored)), ("calleeSession", .text(call.callee.session)),
            ("calleeNode", .text(call.callee.node)), ("head", .bytes(call.head)), ("content", .bytes(call.content)),
            ("sequence", .int(call.sequence)), ("started", .int(call.startedAt)), ("accepted", .int(call.acceptedAt)),
            ("ended", .int(call.endedAt)), ("ending", .text(call.ending?.rawValue ?? "")),
            ("endedBy", .optionalInt(call.endedBy?.rawValue.stored)), ("told", .bool(call.isAcceptanceTold)),
            ("abandoned", .bool(call.isAbandoned)), ("due", .int(call.due)),
        ]
    }
}

extension Call {
    /// Reads a document.
    init(_ document: BSONDocument) throws {
        self.init(
            id: try document.int64("_id"), topic: try TopicID(stored: document.text("topic")),
            caller: CallParty(
                try UserID(stored: document.uint64("caller")), session: try document.text("callerSession"),
                node: try document.text("callerNode")),
            callee: try UserID(stored: document.uint64("callee")), head: try document.bytes("head"),
            content: try document.bytes("content"), now: try document.int64("started"))
        callee.session = try document.text("calleeSession")
        callee.node = try document.text("calleeNode")
        stage = try Stage(stored: document.int64("stage"))
        sequence = try document.int64("sequence")
        acceptedAt = try document.int64("accepted")
        endedAt = try document.int64("ended")
        let ending = try document.text("ending")
        self.ending = ending.isEmpty ? nil : try CallEnding(stored: ending)
        endedBy = try document.optionalInt64("endedBy").map { try UserID(stored: UInt64(stored: $0)) }
        isAcceptanceTold = try document.bool("told")
        isAbandoned = try document.bool("abandoned")
        due = try document.int64("due")
        version = try document.int64("version")
    }
}
