/// Commands as they are sent: one after the other, without waiting for a reply between them.
struct RedisBatch: Sendable, Equatable {
    /// What is sent.
    let bytes: [UInt8]
    /// How many commands it is, and so how many replies there will be.
    let count: Int

    /// Writes commands down.
    ///
    /// - Parameter commands: At least one.
    /// - Throws: ``PresenceError/unavailable`` when there is no memory for it.
    init(_ commands: [RedisCommand]) throws(PresenceError) {
        var bytes: [UInt8] = []
        for command in commands {
            guard let encoded = RedisCodec.command(command.words) else { throw .unavailable }
            bytes += encoded
        }
        self.bytes = bytes
        count = commands.count
    }
}
