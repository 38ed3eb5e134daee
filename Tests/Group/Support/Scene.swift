import Chat
import Contracts
import RPC

@testable import Group

/// Snapshots for the tests of the rules, said in a few words.
///
/// Users' standings are written as `want/given`; `left want/given` for somebody who has left; `reader` and `left reader`
/// for a channel's readers.
enum Scene {
    static let now: Int64 = 5000
    static let groupID = TopicID.group(77)

    /// A group that Alice owns.
    static func group(
        _ standings: [UserID: String] = [:], by actor: UserID = .alice, level: AuthLevel = .authenticated,
        offers: String = "JRWPS", isChannel: Bool = false
    ) -> TopicSnapshot {
        var topic = TopicRecord(
            id: groupID, isChannel: isChannel, owner: .alice, at: 1000,
            defaultAccess: DefaultAccess(authenticated: letters(offers), anonymous: .none))
        topic.members = 1
        var snapshot = TopicSnapshot(
            topic: topic,
            subscriptions: [.alice: SubscriptionRecord(user: .alice, access: Access(both: .full), at: 1000)],
            actor: Actor(user: actor, level: level, session: "session"), now: now)
        for (user, standing) in standings {
            snapshot.place(user, standing)
        }
        return snapshot
    }

    /// The private chat of Alice and Bob.
    static func chat(_ standings: [UserID: String], by actor: UserID = .alice) -> TopicSnapshot {
        let topic = TopicRecord(id: .chat(.alice, .bob), at: 1000)
        var snapshot = TopicSnapshot(
            topic: standings.isEmpty ? nil : topic, actor: Actor(user: actor, session: "session"), now: now)
        for (user, standing) in standings {
            snapshot.place(user, standing)
        }
        if snapshot.topic?.members == 0 {
            snapshot.topic?.deletedAt = 3000
        }
        return snapshot
    }
}

extension TopicSnapshot {
    fileprivate mutating func place(_ user: UserID, _ standing: String) {
        let isEnded = standing.hasPrefix("left ")
        let text = isEnded ? String(standing.dropFirst(5)) : standing
        let isReader = text == "reader"
        var subscription = SubscriptionRecord(
            user: user, access: Access(isReader ? "JRP/JRP" : text), isReader: isReader, at: 2000)
        if isEnded {
            subscription.deletedAt = 3000
        } else {
            topic?.members += isReader ? 0 : 1
            topic?.readers += isReader ? 1 : 0
        }
        if subscription.access.given.contains(.owner), !isEnded, subscription.access.want.contains(.owner) {
            topic?.owner = user
        }
        subscriptions[user] = subscription
    }

    /// How a user stands, in the words of ``Scene``; `-` for somebody who has never been there.
    func standing(_ user: UserID) -> String {
        guard let subscription = subscriptions[user] else { return "-" }
        let isPlainReader = subscription.isReader && subscription.access == Access("JRP/JRP")
        let text = isPlainReader ? "reader" : subscription.access.text
        return (active(user) == nil ? "left " : "") + text
    }

    /// Applies a rule and says how a user stands afterwards; a refusal's reason; `=` before it when nothing changed.
    mutating func outcome(of user: UserID, _ rule: (inout TopicSnapshot) throws -> Bool) -> String {
        do {
            let before = self
            let changed = try rule(&self)
            guard changed == (self != before) else { return "says \(changed), which is not so" }
            return (changed ? "" : "=") + standing(user)
        } catch let status as RPCStatus {
            return status.reason
        } catch {
            return "\(type(of: error))"
        }
    }

    /// The events in a few words: `alice: old -> new`.
    var story: [String] {
        events.map { event in
            switch event {
            case .created: "created"
            case .description: "description"
            case .tags: "tags"
            case .auxiliary: "auxiliary"
            case .ownNotes(let user): "notes of \(user.rawValue)"
            case .deleted: "deleted"
            case .access(let change):
                "\(change.user.rawValue): \(change.old?.text ?? "-") -> \(change.new?.text ?? "-")"
                    + (change.isReader ? " reader" : "") + (change.isHeardByActor ? " (heard)" : "")
            }
        }
    }
}
