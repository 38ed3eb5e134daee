/// How a client wants a call made.
package struct CallOptions: Sendable {
    /// What travels beside the request.
    package var metadata: RPCMetadata
    /// How long the call may take; nil waits for ever, which only streams should.
    package var timeout: Duration?
    /// Whether a transport may make the call again when it cannot tell what became of it; clients take it from the method.
    package var isIdempotent = false
    /// Where to put what travels beside the answer; nil when nobody asks.
    package var answerMetadata: AnswerMetadata?

    /// The timeout of a unary call whose caller names none.
    package static let defaultTimeout = Duration.seconds(5)

    /// Creates options; a call may take five seconds unless said otherwise.
    package init(metadata: RPCMetadata = RPCMetadata(), timeout: Duration? = CallOptions.defaultTimeout) {
        self.metadata = metadata
        self.timeout = timeout
    }
}

/// What a handler is told of the call it serves.
package struct CallContext: Sendable {
    /// What travelled beside the request.
    package let metadata: RPCMetadata
    /// When the caller stops waiting.
    package let deadline: ContinuousClock.Instant?
    /// Who calls: an address or a name that the transport vouches for.
    package let peer: String
    /// The Parley service that calls, by a certificate that was checked; nil where the transport knows of none.
    package let peerService: String?
    /// Takes what is to travel beside the answer, until its first message is sent; nil when nobody asks.
    package let answerMetadata: AnswerMetadata?

    /// Creates the context of a call.
    package init(
        metadata: RPCMetadata = RPCMetadata(), deadline: ContinuousClock.Instant? = nil, peer: String = "",
        peerService: String? = nil, answerMetadata: AnswerMetadata? = nil
    ) {
        self.metadata = metadata
        self.deadline = deadline
        self.peer = peer
        self.peerService = peerService
        self.answerMetadata = answerMetadata
    }
}
