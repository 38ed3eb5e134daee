extension RedisPresence {
    /// Runs a script several times, in one round trip, or in two if Redis does not remember it.
    ///
    /// - Parameters:
    ///   - script: The program.
    ///   - arguments: Of each run, besides the prefix that all have first.
    /// - Returns: The answer of each run.
    /// - Throws: ``PresenceError/unavailable``, also if Redis refuses one.
    func run(_ script: RedisScript, _ arguments: [[String]]) async throws(PresenceError) -> [RedisValue] {
        try await run(arguments.map { (script, $0) })
    }

    /// Runs scripts one after the other, in one round trip, or in two if Redis does not remember them.
    func run(_ calls: [(script: RedisScript, arguments: [String])]) async throws(PresenceError) -> [RedisValue] {
        let calls = calls.map { (script: $0.script, arguments: [settings.prefix] + $0.arguments) }
        var replies = try await reply(to: calls.map { $0.script.call($0.arguments) })
        let forgotten = replies.indices.filter { RedisScript.isForgotten(replies[$0]) }
        if !forgotten.isEmpty {
            let again = try await reply(to: forgotten.map { calls[$0].script.firstCall(calls[$0].arguments) })
            for (index, answer) in zip(forgotten, again) { replies[index] = answer }
        }
        try check(replies)
        return replies
    }

    /// Has one command carried out.
    func reply(to command: RedisCommand) async throws(PresenceError) -> RedisValue {
        let replies = try await reply(to: [command])
        try check(replies)
        return replies.first ?? .null
    }

    private func reply(to commands: [RedisCommand]) async throws(PresenceError) -> [RedisValue] {
        try await self.commands.replies(to: RedisBatch(commands), gate: callGate)
    }

    private func check(_ replies: [RedisValue]) throws(PresenceError) {
        let reasons = replies.compactMap(\.refusal)
        for reason in reasons { refusals.add(reason) }
        guard reasons.isEmpty else { throw .unavailable }
    }

    /// Lists in pieces that a script works on in a millisecond or so, at least one.
    static func pieces(_ keys: [String]) -> [ArraySlice<String>] {
        guard !keys.isEmpty else { return [[]] }
        return stride(from: 0, to: keys.count, by: Settings.keysPerScript).map {
            keys[$0..<min($0 + Settings.keysPerScript, keys.count)]
        }
    }
}
