import Contracts

/// What became of a batch in the store.
struct PlacedBatch: Sendable {
    /// The place of each submission, in the order of the batch; nil for one that could not be stored.
    let places: [Head?]
    /// What the batch stored, in order.
    let stored: [NewMessage]
    /// Why the new messages are not stored; nil when they are.
    let failure: (any Error)?

    /// The batch is stored as planned.
    init(_ plan: SequencePlan) {
        places = plan.places
        stored = plan.messages
        failure = nil
    }

    /// Nothing new could be stored; what had been stored before keeps its place.
    init(_ plan: SequencePlan, of submissions: [Submission], failure: any Error) {
        let lost = Set(plan.messages.map(\.messageKey))
        places = zip(submissions, plan.places).map { lost.contains($0.messageKey) ? nil : $1 }
        stored = []
        self.failure = failure
    }

    /// How many submissions could not be stored.
    var refused: Int { places.count { $0 == nil } }
}

/// Thrown for a batch of which nobody can tell whether it is stored, or which lost every race against another writer.
///
/// The log brings it back.
struct UndecidedBatch: Error {
    /// Whether the store is to blame, rather than another writer.
    let isOutage: Bool
}
