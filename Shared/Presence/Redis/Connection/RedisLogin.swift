/// What is said first on a connection: who one is, which database is meant, and what the connection is called.
struct RedisLogin: Sendable {
    private let name: RedisCommand
    private let others: [RedisCommand]

    /// Prepares a login.
    ///
    /// - Parameters:
    ///   - address: Has the user, the password and the database.
    ///   - clientName: What operators see in `CLIENT LIST`.
    init(_ address: RedisAddress, clientName: String) {
        name = RedisCommand("CLIENT", "SETNAME", clientName)
        var others: [RedisCommand] = []
        if let password = address.password {
            others.append(RedisCommand("AUTH").adding([address.user, password].compactMap(\.self)))
        }
        if address.database != 0 { others.append(RedisCommand("SELECT", String(address.database))) }
        // Tells whether one is let in at all, and whether the server has read its data yet.
        others.append(RedisCommand("PING"))
        self.others = others
    }

    /// The commands, in order.
    var commands: [RedisCommand] { others + [name] }

    /// Why one is not let in; nil if one is.
    ///
    /// Without the name one does as well: that refusal does not count.
    func refusal(in replies: [RedisValue]) -> String? {
        replies.prefix(others.count).lazy.compactMap(\.refusal).first
    }
}
