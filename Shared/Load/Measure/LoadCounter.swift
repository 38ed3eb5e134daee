/// What is counted over a whole run, warm-up and end included.
package enum LoadCounter: Int, CaseIterable, Sendable {
    /// Messages published, and those that the server took.
    case sent, acknowledged
    /// Messages that the server did not take; the codes are among the refusals.
    case refused
    /// Messages that never had an answer although the connection lived.
    case unanswered
    /// Messages that were on their way when their connection was lost.
    case interrupted
    /// Messages that arrived, each copy once.
    case delivered
    /// Messages acknowledged and not delivered to a session that was attached all the time.
    case lost
    /// Messages that arrived a second time.
    case duplicated
    /// Messages that arrived after a later one, and acknowledgements whose number did not rise.
    case reordered
    /// Texts and frames that are not the protocol's.
    case malformed
    /// Messages of somebody else, or of a topic that the session is not attached to.
    case stray
    /// Messages that came back to the session that sent them, although it had asked not to get them.
    case echoed
    /// Messages read from the history.
    case read
    /// Typing, receipts and presence that arrived, and those sent.
    case notesReceived, notesSent
    /// Connections made, and connections lost against this side's will.
    case connected, disconnected
    /// Sessions that never came to where the scenario wanted them.
    case absent

    /// As it stands in results.
    package var name: String { "\(self)" }

    /// Whether it is a fault of the server, however small the number.
    package var isFault: Bool {
        switch self {
        case .lost, .duplicated, .reordered, .unanswered, .malformed: true
        default: false
        }
    }
}

/// What is timed.
package enum LatencyKind: Int, CaseIterable, Sendable {
    /// From when a message was due to its acknowledgement.
    case acknowledgement
    /// From when a message was due to its arrival at one session.
    case delivery
    /// From when a message was due to its arrival at the last of all sessions.
    case lastDelivery
    /// From a request to attach to its answer.
    case attaching
    /// From a request for history to the end of the page.
    case history
    /// From the loss of a connection to being attached again.
    case returning

    /// As it stands in results.
    package var name: String { "\(self)" }
}
