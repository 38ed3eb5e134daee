package import Chat

/// Word about a call for sessions that are there now: never stored.
package struct CallNotice: Sendable, Equatable {
    /// Who is told.
    package enum Audience: Sendable, Equatable {
        /// One session.
        case session(CallParty)
        /// All sessions of a user but one.
        case others(of: UserID, except: String)
        /// All sessions of both.
        case everyone
    }

    package var event: CallEvent
    /// Whose doing it is; nil for nobody's.
    package var from: UserID?
    /// JSON; empty when there is none.
    package var payload: [UInt8] = []
    package var audience: Audience
}

/// What clients say about a call, in the words of the protocol.
package enum CallEvent: String, Sendable, CaseIterable {
    /// The callee's device has got it.
    case ringing
    /// The callee wants it.
    case accept
    case offer
    case answer
    case candidate = "ice-candidate"
    case hangUp = "hang-up"
}
