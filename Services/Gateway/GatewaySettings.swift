package import Presence
package import TLS

/// What can be set about a gateway.
package struct GatewaySettings: Sendable {
    /// The node's name: new at every start.
    package var node: NodeID
    /// Where the node's RPCs are served: goes into its lease.
    package var address: String
    /// Where clients connect.
    package var host: String
    /// 0 picks a free one.
    package var port: Int
    /// Event loops, each with a shard of the sessions.
    package var shards: Int
    /// Greatest client frame, bytes.
    package var messageSize: Int
    /// Connections at most; more are answered 503.
    package var connections: Int
    /// Credentials that accounts must prove, told in the handshake.
    package var requiredCredentials: [String]
    /// What protects clients' connections; nil for nothing.
    package var security: (any TLSContextSource)?
    /// Whether messages are compressed for clients that ask for it.
    package var compresses = true
    /// The folder of a web client that is served on the client port; nil for none.
    package var webRoot: String?
    /// The secret that API keys are signed with.
    package var apiKeySalt: APIKeySalt
    /// Programs that are asked about requests and told of events.
    package var plugins: [PluginSettings] = []

    /// Where telephone numbers are at home that are searched for without a country's code, and whose clients do not say: two
    /// letters (ISO 3166-1).
    package var country = "US"

    /// What the handshake tells of the other services' rules.
    package var limits = HandshakeLimits()

    /// How long a lease lasts without renewal: a dead gateway's users go offline after it.
    package static let lease = Duration.seconds(15)
    /// Members that are told on `me` of typing and presence in a topic; in larger topics only those attached are.
    package static let presenceAudience = 1000

    /// Creates settings with the defaults of the embedded suite.
    package init(
        node: NodeID, address: String, host: String = "127.0.0.1", port: Int = 6060, shards: Int = 2,
        messageSize: Int = 128 * 1024, connections: Int = 20_000,
        requiredCredentials: [String] = [], apiKeySalt: APIKeySalt = .development
    ) {
        self.node = node
        self.address = address
        self.host = host
        self.port = port
        self.shards = shards
        self.messageSize = messageSize
        self.connections = connections
        self.requiredCredentials = requiredCredentials
        self.apiKeySalt = apiKeySalt
    }
}
