import Chat
import Contracts
import RPC

extension MessageHandler {
    func history(_ request: HistoryRequest, _ context: CallContext) async throws -> HistoryReply {
        let actor = try context.requireActor()
        guard request.user == actor.user.rawValue else { throw RPCStatus.permissionDenied }
        guard request.since >= 0, request.before >= 0, request.limit >= 0 else { throw RPCStatus.malformed("bounds") }
        guard request.ranges.count <= Limits.deletedMessages else { throw RPCStatus.malformed("too many ranges") }
        let standing = try await authorize(request.user, level: actor.level, .readHistory, in: request.topic)
        var ranges = try MessageRanges.read(request.ranges)
        if ranges.isEmpty, request.since > 0 || request.before > 0 {
            let low = max(request.since, 1)
            let high = request.before > 0 ? request.before - 1 : Int64.max
            guard low <= high else { return HistoryReply() }
            ranges = [low...high]
        }
        let limit = request.limit == 0 ? Limits.historyPage : min(Int(request.limit), Limits.historyPage)
        var messages = try await store.history(
            HistoryQuery(topic: request.topic, user: request.user, ranges: ranges, limit: limit))
        let reactions = try await store.reactions(
            to: messages.map(\.sequence), in: request.topic, for: request.user,
            isReader: standing.isReader || request.asReader)
        for index in messages.indices {
            messages[index].reactions = reactions[messages[index].sequence] ?? []
        }
        return HistoryReply(page: messages)
    }

    func replay(_ request: ReplayRequest, _ context: CallContext) async throws -> HistoryReply {
        guard request.from >= 1, request.through >= request.from, request.through - request.from < 1000 else {
            throw RPCStatus.malformed("bounds")
        }
        let messages = try await store.replay(request.topic, from: request.from, through: request.through)
        return HistoryReply(page: messages)
    }

    func getStates(_ request: GetStatesRequest, _ context: CallContext) async throws -> GetStatesReply {
        guard request.topics.count <= 1024 else { throw RPCStatus.malformed("too many topics") }
        return GetStatesReply(states: try await store.states(of: request.topics, for: request.user))
    }

    func getMarks(_ request: GetMarksRequest, _ context: CallContext) async throws -> GetMarksReply {
        guard request.users.count <= 1024 else { throw RPCStatus.malformed("too many users") }
        return GetMarksReply(marks: try await store.marks(of: request.users, in: request.topic))
    }

    func getDeletions(_ request: GetDeletionsRequest, _ context: CallContext) async throws -> GetDeletionsReply {
        let actor = try context.requireActor()
        guard request.user == actor.user.rawValue else { throw RPCStatus.permissionDenied }
        guard request.since >= 0, request.before >= 0, request.limit >= 0 else { throw RPCStatus.malformed("bounds") }
        _ = try await authorize(request.user, level: actor.level, .readHistory, in: request.topic)
        let low = max(request.since, 1)
        let high = request.before > 0 ? request.before - 1 : Int64.max
        guard low <= high else { return GetDeletionsReply() }
        let limit = request.limit == 0 ? Limits.deletedMessages : min(Int(request.limit), Limits.deletedMessages)
        return try await store.deletions(
            DeletionQuery(topic: request.topic, user: request.user, numbers: low...high, limit: limit))
    }
}

extension HistoryReply {
    /// The bytes after which a page ends, so that it fits into one RPC message with room to spare.
    static let pageSize = 1 << 20

    /// As many of the messages as fit, and one at least.
    init(page messages: [StoredMessage]) {
        var size = 0
        let count = messages.prefix { message in
            defer { size += message.content.count + message.head.count + message.sizeOfReactions }
            return size < Self.pageSize
        }.count
        self.init(messages: Array(messages.prefix(count)), hasMore: count < messages.count)
    }
}

extension StoredMessage {
    /// About how many bytes its reactions have on the wire.
    fileprivate var sizeOfReactions: Int {
        reactions.reduce(0) { $0 + 32 + $1.value.utf8.count + 8 * $1.users.count }
    }
}
