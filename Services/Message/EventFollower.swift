import Contracts
import EventLog
import Wire

/// Keeps the service in step with what the other services report.
///
/// Every replica follows all events. What it does may be done again, and late: a replica that has just started reads
/// old events too.
struct EventFollower: LogProcessor {
    let access: AccessCache
    let store: any MessageStore

    func process(_ batch: [ConsumedRecord], partition: Int) async throws {
        var deleted: [(topic: String, at: Int64)] = []
        for (index, record) in batch.enumerated() {
            guard let event = try? Event(decoding: record.value) else {
                throw PoisonRecord(index: index, reason: "unreadable event")
            }
            access.forget(event)
            if event.topicDeleted != nil {
                deleted.append((event.topic, event.at))
            }
        }
        // Last, so that a store that is down does not keep a ban from being heeded.
        for (topic, at) in deleted {
            try await store.erase(topic, through: at)
        }
    }
}
