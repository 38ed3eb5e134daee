package import Chat
package import RPC

/// On whose account a call is made.
///
/// Travels as call metadata, and is believed only from a peer that is a Parley service.
package struct Actor: Hashable, Sendable {
    /// The user.
    package var user: UserID
    /// How far the user's session is trusted.
    package var level: AuthLevel
    /// The session, by its name in the whole suite: events carry it so that their author does not hear of them.
    package var session: String

    /// Names an actor.
    package init(user: UserID, level: AuthLevel = .authenticated, session: String = "") {
        self.user = user
        self.level = level
        self.session = session
    }
}

extension Actor {
    private enum Field {
        static let user = "parley-actor-user"
        static let level = "parley-actor-level"
        static let session = "parley-actor-session"
    }

    /// Reads the actor of a call; nil when it has none.
    ///
    /// - Throws: `invalidArgument` when the metadata names one that cannot be.
    package init?(_ metadata: RPCMetadata) throws(RPCStatus) {
        guard let text = metadata[Field.user] else { return nil }
        guard let user = UserID(text), let level = metadata[Field.level].flatMap(AuthLevel.init(_:)) else {
            throw RPCStatus.malformed("unreadable actor")
        }
        self.init(user: user, level: level, session: metadata[Field.session] ?? "")
    }

    /// Writes the actor beside a call.
    package func write(to metadata: inout RPCMetadata) {
        metadata[Field.user] = user.description
        metadata[Field.level] = level.description
        metadata[Field.session] = session
    }
}

extension CallOptions {
    /// Options of a call on somebody's account.
    package init(actor: Actor?, timeout: Duration?) {
        var metadata = RPCMetadata()
        actor?.write(to: &metadata)
        self.init(metadata: metadata, timeout: timeout)
    }
}

extension CallContext {
    /// On whose account the call is made; nil when it says nothing.
    package var actor: Actor? {
        get throws(RPCStatus) { try Actor(metadata) }
    }

    /// On whose account the call is made.
    ///
    /// - Throws: `unauthenticated` when the call does not say.
    package func requireActor() throws(RPCStatus) -> Actor {
        guard let actor = try actor else { throw RPCStatus.authenticationRequired }
        return actor
    }
}
