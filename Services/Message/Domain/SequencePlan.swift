package import Contracts

/// What becomes of a batch of submissions: which are stored at which place, and what each author is told.
///
/// Pure. Sequences of a topic are dense and in the order of the batch; one key gets one place, whether its first use is
/// in the store or earlier in the same batch.
package struct SequencePlan: Sendable {
    /// What is to be stored, in order.
    package private(set) var messages: [NewMessage] = []
    /// The place of each submission, in the order of the batch.
    package private(set) var places: [Head] = []
    /// For each submission, whether it is the first with its key.
    package private(set) var isNew: [Bool] = []
    /// The heads after the batch.
    package private(set) var heads: [String: Head]

    /// Plans a batch.
    ///
    /// - Parameters:
    ///   - submissions: what came in, in the order of the log.
    ///   - heads: where the topics stand; a topic that is missing has no message yet.
    ///   - stored: the places of keys that are in the store already.
    ///   - now: milliseconds. A topic's times never go back, whatever the clock does.
    package init(_ submissions: [Submission], heads: [String: Head], stored: [MessageKey: Head], now: Int64) {
        self.heads = heads
        var known = stored
        for submission in submissions {
            let key = submission.messageKey
            if let place = known[key] {
                places.append(place)
                isNew.append(false)
                continue
            }
            let head = self.heads[submission.topic] ?? Head()
            let place = Head(sequence: head.sequence + 1, at: max(head.at, now))
            self.heads[submission.topic] = place
            known[key] = place
            places.append(place)
            isNew.append(true)
            messages.append(
                NewMessage(
                    message: StoredMessage(
                        topic: submission.topic, sequence: place.sequence, sender: submission.sender, at: place.at,
                        head: submission.head, content: submission.content),
                    key: submission.idempotencyKey))
        }
    }
}

extension Submission {
    /// What makes another publish the same as this one.
    var messageKey: MessageKey {
        MessageKey(topic: topic, sender: sender, key: idempotencyKey)
    }
}
