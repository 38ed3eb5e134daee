import Chat
import Contracts
import Presence
import Wire

/// Tells sessions about calls, over the bus between the gateways: at once, and never a second time.
struct CallNotifier: Sendable {
    let presence: any Presence

    /// Sends notices on their way, in their order.
    ///
    /// While presence cannot be asked, only those for one session go out.
    func tell(_ notices: [CallNotice], of call: Call) async {
        for notice in notices {
            await tell(notice, of: call)
        }
    }

    private func tell(_ notice: CallNotice, of call: Call) async {
        var event = Ephemeral(
            topic: "\(call.topic)", from: notice.from?.rawValue ?? 0,
            note: Note(
                what: "call", sequence: call.sequence, event: notice.event.rawValue, payload: notice.payload))
        switch notice.audience {
        case .session(let party):
            event.targetSession = party.session
            presence.publish(event.encoded(), to: [NodeID(party.node)])
        case .others(let user, let session):
            event.originSession = session
            await send(event, to: [user], in: call.topic)
        case .everyone:
            await send(event, to: [call.caller.user, call.callee.user], in: call.topic)
        }
    }

    private func send(_ event: Ephemeral, to users: [UserID], in topic: TopicID) async {
        var event = event
        event.recipients = users.map { Recipient(user: $0.rawValue) }
        let keys = ["\(topic)"] + users.map(\.description)
        guard let nodes = try? await presence.interested(in: keys) else { return }
        presence.publish(event.encoded(), to: Array(Set(nodes.joined())))
    }
}
