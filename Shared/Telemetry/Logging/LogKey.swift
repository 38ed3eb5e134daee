package import Logging

/// The keys of log metadata: types, numbers and identifiers, never what a user wrote, a name or a secret.
package enum LogKey: String, Sendable, CaseIterable {
    /// The service that speaks: `gateway`, `message`.
    case service
    /// A process of a service, by its node id.
    case node
    /// A client's session, by its number.
    case session
    /// A user, by id.
    case user
    /// A topic, by canonical id.
    case topic
    /// The number of a message in its topic.
    case seq
    /// The trace that a call belongs to.
    case trace
    /// An RPC method, by path.
    case method
    /// A gRPC status, by name.
    case status
    /// A stable word that says why.
    case reason
    /// The type of an error.
    case error
    /// An address of the other side.
    case peer
    /// An address of ours.
    case address
    /// A client message, by kind: `pub`, `sub`.
    case kind
    /// A code of the client protocol.
    case code
    /// A log topic.
    case log
    /// A consumer group.
    case group
    /// A partition, by number.
    case partition
    /// A place in a partition.
    case offset
    /// A number of things.
    case count
    /// A number of bytes.
    case bytes
    /// A time span with its unit.
    case duration
    /// How often it was tried.
    case attempt
    /// A file or folder of ours.
    case path
    /// A setting, by key.
    case setting
    /// A version of a schema, a protocol or a program.
    case version
    /// A health check, by name.
    case check
}

extension Logger {
    /// What every further line of this logger says under a key.
    package subscript(key: LogKey) -> Logger.MetadataValue? {
        get { self[metadataKey: key.rawValue] }
        set { self[metadataKey: key.rawValue] = newValue }
    }
}

extension Logger.Metadata {
    /// Metadata of one line: `logger.info("session opened", metadata: .fields([.user: "\(user)"]))`.
    package static func fields(_ fields: KeyValuePairs<LogKey, Logger.MetadataValue>) -> Logger.Metadata {
        var result: Logger.Metadata = [:]
        for (key, value) in fields { result[key.rawValue] = value }
        return result
    }
}
