package import Chat

/// A private call, from the moment that somebody wants to call until its last message is on its way.
///
/// Pure: what happens to it is a method that changes it and returns whom to tell; whoever keeps it sees to the rest.
package struct Call: Sendable, Equatable {
    /// How far a call has come.
    package enum Stage: Int64, Sendable {
        /// Its first message is on its way.
        case placing = 0
        case ringing = 1
        case accepted = 2
        /// It has ended, and the message that says so may not be on its way yet.
        case ended = 3
    }

    /// Its number, from 1.
    package let id: Int64
    /// The private chat of the two.
    package let topic: TopicID
    package let caller: CallParty
    /// Has a session from the acceptance on.
    package internal(set) var callee: CallParty
    /// The head of the first message: a JSON object, or empty.
    package let head: [UInt8]
    /// The content of the first message: JSON.
    package let content: [UInt8]
    package internal(set) var stage = Stage.placing
    /// Where the first message is in the topic; 0 while it is not known.
    package internal(set) var sequence: Int64 = 0
    /// When it began, milliseconds since 1970, as all times here.
    package let startedAt: Int64
    /// 0 when it was not accepted.
    package internal(set) var acceptedAt: Int64 = 0
    /// 0 while it goes on.
    package internal(set) var endedAt: Int64 = 0
    /// How it ended; nil while it goes on.
    package internal(set) var ending: CallEnding?
    /// Who ended it; nil when nobody did.
    package internal(set) var endedBy: UserID?
    /// Whether the message of the acceptance is on its way.
    package internal(set) var isAcceptanceTold = false
    /// Whether the caller left while the first message was on its way.
    package internal(set) var isAbandoned = false
    /// When somebody has to look after it.
    package internal(set) var due: Int64
    /// Counts its changes: one that was decided on an older state is not made.
    package internal(set) var version: Int64 = 1

    /// How long the first message may be on its way: longer than gateways wait for its acknowledgement.
    package static let placingTime: Int64 = 20_000
    /// How long two may talk: should nobody hear that they have left, they are free after it.
    package static let longestTime: Int64 = 24 * 3_600_000
    /// After how long a message that could not be handed on is tried again.
    package static let retryTime: Int64 = 2_000

    /// Begins a call.
    package init(
        id: Int64, topic: TopicID, caller: CallParty, callee: UserID, head: [UInt8], content: [UInt8], now: Int64
    ) {
        self.id = id
        self.topic = topic
        self.caller = caller
        self.callee = CallParty(callee)
        self.head = head
        self.content = content
        startedAt = now
        due = now + Self.placingTime
    }

    /// Whether nobody has ended it yet.
    package var isLive: Bool { stage != .ended }
}

/// How a call ended, in the words of the protocol.
package enum CallEnding: String, Sendable {
    /// Somebody hung up after it was accepted.
    case finished
    /// The caller gave up, or the callee did not hear it.
    case missed
    /// The callee did not want it.
    case declined
    /// One of the two is no longer there.
    case disconnected
}
