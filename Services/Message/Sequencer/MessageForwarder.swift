import Contracts
import EventLog
import Logging
import Storage
import Wire

/// Puts stored messages on the log that the router reads.
struct MessageForwarder: Sendable {
    /// Bytes appended at once, unless one message is larger: far below what a partition of any log holds.
    ///
    /// A batch of small duplicates can stand for messages that are much larger than itself.
    static let chunk = 512 * 1024

    let store: any MessageStore
    let log: any EventLog
    let clock: any Clock<Duration>
    let logger: Logger

    /// Passes on what a batch came to, however long the log or the store refuses.
    ///
    /// - Throws: `CancellationError`, when the partition is taken away before all is passed on.
    func passOn(_ submissions: [Submission], _ placed: PlacedBatch) async throws {
        let places = zip(submissions, placed.places).map { submission, place in
            place.map { MessagePlace(topic: submission.topic, sequence: $0.sequence) }
        }
        let old = Set(places.compactMap(\.self)).subtracting(placed.stored.map(\.place))
        let stored = old.isEmpty ? [:] : try await retrying("stored messages cannot be read") { try await read(old) }
        let batch = CommittedBatch(submissions, at: places, new: placed.stored, stored: stored)
        for chunk in Self.chunks(of: batch.messages) {
            try await retrying("committed messages cannot be passed on yet") {
                try await append(chunk)
            }
        }
    }

    private func read(_ places: Set<MessagePlace>) async throws -> [MessagePlace: StoredMessage] {
        do {
            return try await store.messages(at: places)
        } catch StoreError.corrupted {
            // Trying again does not help, and others wait behind: duplicates can do without.
            logger.error("stored messages are damaged", metadata: ["count": "\(places.count)"])
            return [:]
        }
    }

    private func append(_ records: [LogRecord]) async throws {
        do {
            try await log.append(records, to: .message)
        } catch {
            guard error == .tooLarge else { throw error }
            guard records.count > 1 else {
                // Nothing would ever make it fit. It is stored: whoever misses it reads it from history.
                logger.error("a message is too large to be passed on", metadata: ["topic": "\(records[0].key)"])
                return
            }
            try await append(Array(records[..<(records.count / 2)]))
            try await append(Array(records[(records.count / 2)...]))
        }
    }

    private func retrying<Value: Sendable>(
        _ complaint: Logger.Message, _ body: () async throws -> Value
    ) async throws -> Value {
        var delay = RetryDelay()
        while true {
            do {
                return try await body()
            } catch let error as CancellationError {
                throw error
            } catch EventLogError.cancelled {
                throw CancellationError()
            } catch {
                logger.warning(complaint, metadata: ["error": "\(type(of: error))"])
                try await clock.sleep(for: delay.next())
            }
        }
    }

    private static func chunks(of messages: [CommittedMessage]) -> [[LogRecord]] {
        var chunks: [[LogRecord]] = []
        var room = 0
        for message in messages {
            let record = LogRecord(key: message.message?.topic ?? "", value: message.encoded())
            if record.size > room {
                chunks.append([])
                room = chunk
            }
            chunks[chunks.count - 1].append(record)
            room -= record.size
        }
        return chunks
    }
}
