import Contracts
import EventLog
import Wire

/// Has a replica forget what the other services report as changed.
///
/// Every replica follows all events, from when it got the partitions: its memory is empty until then.
struct AccessFollower: LogProcessor {
    let access: AccessCache

    func assigned(_ partition: Int) async { access.follow(partition) }

    func revoked(_ partition: Int) async { access.unfollow(partition) }

    func process(_ batch: [ConsumedRecord], partition: Int) async throws {
        for record in batch {
            if let event = try? Event(decoding: record.value) {
                access.forget(event)
            } else {
                // It may have been any change. The eraser, which all replicas share, sets it aside.
                access.forgetAll()
            }
        }
    }
}
