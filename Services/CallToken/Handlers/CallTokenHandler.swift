import Chat
import Contracts
import JSON
import RPC

/// The RPCs of the call-token service; who may call them stands in `CallPermissions`.
struct CallTokenHandler: CallTokenRPC {
    let settings: CallTokenSettings
    let switchboard: Switchboard

    func getConfiguration(_ request: ConfigurationRequest, _ context: CallContext) async throws -> CallConfiguration {
        CallConfiguration(iceServers: settings.iceServers, establishmentTimeout: settings.ringingTime)
    }

    func beginCall(_ request: BeginCallRequest, _ context: CallContext) async throws -> BeginCallReply {
        let actor = try context.requireActor()
        guard !settings.iceServers.isEmpty else { throw RPCStatus.notImplemented("calls are off") }
        guard let topic = TopicID(request.topic), let callee = topic.peer(of: actor.user) else {
            throw RPCStatus.permissionDenied
        }
        let caller = try party(actor, on: request.node)
        guard request.head.count + request.content.count <= Limits.messageSize else { throw RPCStatus.tooLarge }
        guard request.head.isEmpty || (try? RawJSON(validating: request.head))?.kind == .object else {
            throw RPCStatus.malformed("head is not an object")
        }
        return BeginCallReply(call: try await switchboard.begin(topic, by: caller, with: callee, request))
    }

    func placeCall(_ request: PlaceCallRequest, _ context: CallContext) async throws -> EmptyMessage {
        guard request.sequence >= 0 else { throw RPCStatus.malformed("sequence") }
        try await switchboard.place(request.call, at: request.sequence)
        return EmptyMessage()
    }

    func signalCall(_ request: SignalCallRequest, _ context: CallContext) async throws -> SignalCallReply {
        let actor = try context.requireActor()
        guard let event = CallEvent(rawValue: request.event), request.sequence > 0,
            let topic = TopicID(request.topic), topic.peer(of: actor.user) != nil
        else { return SignalCallReply() }
        let party = try party(actor, on: request.node)
        return SignalCallReply(
            isParty: try await switchboard.hear(
                event, request.payload, from: party, in: topic, sequence: request.sequence))
    }

    func leaveCalls(_ request: LeaveCallsRequest, _ context: CallContext) async throws -> EmptyMessage {
        guard !request.session.isEmpty, request.topics.count <= 1024 else { throw RPCStatus.malformed("session") }
        try await switchboard.leave(request.session, request.topics.compactMap { TopicID($0) })
        return EmptyMessage()
    }

    /// The actor with the session that it acts through.
    private func party(_ actor: Actor, on node: String) throws(RPCStatus) -> CallParty {
        guard !actor.session.isEmpty, !node.isEmpty else { throw RPCStatus.malformed("session") }
        return CallParty(actor.user, session: actor.session, node: node)
    }
}
