import Blobs
import Chat
import Contracts
package import EventLog
import Logging
import Telemetry
import Wire

extension GatewayFiles {
    /// The consumer group of all gateways.
    static let group = "gateway-files"

    /// The consumer groups of the files, for logs that must know them beforehand.
    package static let consumerGroups: [(LogTopic, String)] = [(.event, group)]

    /// Removes what nothing uses, and takes note of what is deleted, until cancelled.
    package func run() async throws {
        try await withThrowingTaskGroup { group in
            group.addTask { await self.collectPeriodically() }
            group.addTask {
                try await self.log.consume(.event, group: Self.group, with: DeletionFollower(files: self))
            }
            try await group.waitForAll()
        }
    }

    private func collectPeriodically() async {
        while !Task.isCancelled {
            guard (try? await Task.sleep(for: limits.period)) != nil else { return }
            do {
                // Until there is no more: a turn is short, and others come between.
                while try await store.mayCollect(), try await collect() == limits.portion {}
            } catch {
                logger.warning(
                    "unused files are not collected now", metadata: .fields([.error: "\(type(of: error))"]))
            }
        }
    }

    /// Removes some files that nothing uses.
    ///
    /// First the file is marked, then the contents go, then the record: whatever is broken off is done again.
    ///
    /// - Returns: How many were found.
    func collect() async throws -> Int {
        let idle = now() - Int64(limits.unused / .milliseconds(1))
        let ids = try await store.condemn(idleSince: idle, limit: limits.portion)
        for id in ids {
            // Also where no small pictures are made any more: there may be some of before.
            for size in ThumbnailMaker.sizes { try await blobs.delete(id.key(thumbnail: size)) }
            try await blobs.delete(id.key())
        }
        guard !ids.isEmpty else { return 0 }
        try await store.remove(ids)
        meters.collected(ids.count)
        return ids.count
    }
}

/// Ends the uses of files by what is deleted for everybody.
///
/// What it does may be done again, and late: a use that began after the deletion stays.
struct DeletionFollower: LogProcessor {
    let files: GatewayFiles

    func process(_ batch: [ConsumedRecord], partition: Int) async throws {
        for (index, record) in batch.enumerated() {
            guard let event = try? Event(decoding: record.value) else {
                throw PoisonRecord(index: index, reason: "unreadable event")
            }
            try await process(event)
        }
    }

    private func process(_ event: Event) async throws {
        let now = files.now()
        if let deleted = event.messagesDeleted, deleted.user == 0 {
            for range in deleted.ranges where range.low > 0 && range.high > range.low {
                try await files.store.release(
                    event.topic, range.low...range.high - 1, through: event.at, except: [], now: now)
            }
        }
        if event.topicDeleted != nil {
            try await files.store.release(
                event.topic, Int64.min...Int64.max, through: event.at, except: [], now: now)
        }
        if let closed = event.accountClosed, !closed.isSuspended, let user = UserID(rawValue: closed.user) {
            try await files.store.release("\(user)", Int64.min...Int64.max, through: .max, except: [], now: now)
        }
    }
}
