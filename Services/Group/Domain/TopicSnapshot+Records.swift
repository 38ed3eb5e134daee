import Chat
import Contracts
package import EventLog
import Wire

extension TopicSnapshot {
    /// The noted events as records of the event log, each with an identifier that is never given again.
    ///
    /// A store appends them to its outbox in the transaction that writes the snapshot.
    package var records: [LogRecord] {
        guard let topic = topic?.id.description else { return [] }
        return events.map { event in
            LogRecord(key: topic, value: message(event, topic: topic).encoded())
        }
    }

    private func message(_ event: TopicEvent, topic: String) -> Event {
        let random = String(UInt64.random(in: 0...UInt64.max), radix: 36)
        var message = Event(
            id: "\(topic)-\(now)-\(random)", at: now, actor: actor.user.rawValue, originSession: actor.session,
            topic: topic)
        switch event {
        case .created: message.topicCreated = TopicCreated()
        case .access(let change):
            message.accessChanged = AccessChanged(
                user: change.user.rawValue, old: change.old.map { AccessPair($0) },
                new: change.new.map { AccessPair($0) }, isReader: change.isReader)
            if change.isHeardByActor { message.originSession = "" }
        case .description: message.topicChanged = TopicChanged(description: true)
        case .tags: message.topicChanged = TopicChanged(tags: true)
        case .auxiliary: message.topicChanged = TopicChanged(auxiliary: true)
        case .ownNotes(let user): message.topicChanged = TopicChanged(privateOf: user.rawValue)
        case .deleted: message.topicDeleted = TopicDeleted()
        }
        return message
    }
}
