import Chat
import Contracts
import EventLog
import RPC

/// The RPCs of the message service.
struct MessageHandler: MessageRPC {
    let store: any MessageStore
    let log: any EventLog
    let access: AccessCache
    let group: GroupStub
    let settings: MessageSettings
    let health: StoreHealth
    let now: @Sendable () -> Int64

    /// Fails unless the user may do this in the topic.
    ///
    /// - Throws: `topicNotFound`, `permissionDenied`.
    func authorize(
        _ user: UInt64, level: AuthLevel, _ action: Action, in topic: String
    ) async throws(RPCStatus) -> Standing {
        let standing = try await access.standing(of: user, in: topic)
        guard standing.exists else { throw RPCStatus.topicNotFound }
        guard Policy.allows(level, action, on: standing.resource) else { throw RPCStatus.permissionDenied }
        return standing
    }
}
