import Contracts

/// What is passed on of a batch: every stored message once, those of a topic in the order of their sequences.
///
/// Pure. A duplicate is passed on too, for the first time may have ended before this step; whoever has the message
/// already drops it by its sequence. What goes is what the store holds at that place, never what the duplicate says,
/// and nothing for a message that was deleted for everybody meanwhile.
struct CommittedBatch: Sendable {
    /// The messages, in the order in which they are to be passed on.
    private(set) var messages: [CommittedMessage] = []

    /// Puts together what is passed on.
    ///
    /// - Parameters:
    ///   - submissions: The batch.
    ///   - places: The place of each; nil for one that is not stored.
    ///   - new: The messages that the batch stored.
    ///   - stored: What the store holds at the places of duplicates.
    init(
        _ submissions: [Submission], at places: [MessagePlace?], new: [NewMessage],
        stored: [MessagePlace: StoredMessage]
    ) {
        var contents = stored
        for message in new {
            contents[message.place] = message.message
        }
        for (submission, place) in zip(submissions, places) {
            guard let place, let message = contents.removeValue(forKey: place) else { continue }
            messages.append(CommittedMessage(message: message, origin: submission.origin))
        }
        // Without duplicates the plan has them in order already.
        guard !stored.isEmpty else { return }
        messages.sort { ($0.message?.sequence ?? 0) < ($1.message?.sequence ?? 0) }
    }
}
