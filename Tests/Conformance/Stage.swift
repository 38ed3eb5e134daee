import JSON
import ParleyClient

/// The sessions of a dialogue, and the values of its names.
actor Stage {
    /// One session.
    private struct Player {
        let line: StageLine
        let mailbox: Mailbox
    }

    /// How long a frame is waited for before it counts as missing, also on a machine that stands still for a while.
    private static let patience = Duration.seconds(60)
    /// The same, once something was not as written: what follows is missing for that reason, as a rule.
    private static let impatience = Duration.seconds(2)

    private let server: StageServer
    private let transport: StageTransport
    private var players: [String: Player] = [:]
    private var names: [String: String] = [:]
    private var failures: [String] = []
    private var connections = 0
    /// The lines of players that another one has taken the place of: they stay until the server ends.
    private var retired: [StageLine] = []
    /// They end with their lines.
    private var readers: [Task<Void, Never>] = []

    init(server: StageServer, over transport: StageTransport) {
        self.server = server
        self.transport = transport
    }

    /// Plays a dialogue.
    ///
    /// - Returns: What was not as written, a line for each.
    func play(_ dialogue: Dialogue) async throws -> [String] {
        for step in dialogue.steps {
            try Task.checkCancellation()
            let before = failures.count
            if !step.directive.isEmpty {
                try await direct(step.directive)
            }
            for (session, text, line) in step.sent {
                guard players[session] != nil else { throw BadDialogue(line: line, "nobody is called \(session)") }
                send(substituted(text), from: session)
            }
            var sessions: [String] = []
            for (session, _, _) in step.expected where !sessions.contains(session) {
                sessions.append(session)
            }
            // The sender first: the names that its replies bring are what the others are told of.
            for session in sessions {
                try await hear(session, step)
            }
            if failures.count > before {
                failures.insert("\(dialogue.name).txt:\(step.line) \(step.title)", at: before)
            }
        }
        try await settle()
        for (name, player) in players.sorted(by: { $0.key < $1.key }) {
            for frame in await player.mailbox.rest() { reportUnexpected(frame, at: name) }
        }
        return failures
    }

    /// Waits until nothing is on its way to any session: what still comes is more than was written.
    ///
    /// A request that is refused comes back after all that its session asked for before. What that set off goes through
    /// the server's log; when everybody has dealt with the log, the answer to a probe comes after the last of it.
    func settle() async throws {
        var before: LogProgress?
        var quiet = 0
        let end = ContinuousClock.now + Self.patience
        while ContinuousClock.now < end {
            await probe()
            let progress = try await LogProgress(of: server.ops)
            quiet = progress == before ? quiet + 1 : 0
            // Twice: a record may have been between its store and the log.
            if quiet >= (progress.isComplete ? 1 : server.longestPause) { return await probe() }
            before = progress
            try await Task.sleep(for: .milliseconds(20))
        }
        failures.append("the server did not come to rest")
    }

    /// Sends a request that is refused from every session that is still there, and takes what comes up to the answer.
    private func probe() async {
        let request = #"{"get":{"id":"stage-probe","topic":"grpNoSuchTopic","what":"desc"}}"#
        let names = players.keys.sorted()
        for name in names { send(request, from: name) }
        for name in names {
            var isAnswered = false
            while !isAnswered, let bytes = await next(name) {
                let id = (try? RawJSON(validating: bytes))?.object?["ctrl"]?.object?["id"]
                isAnswered = id?.string == "stage-probe"
                if !isAnswered { reportUnexpected(bytes, at: name) }
            }
            if !isAnswered, await players[name]?.mailbox.isClosed == false {
                failures.append("\(name) got no answer to \(request)")
            }
        }
    }

    private func reportUnexpected(_ frame: [UInt8], at name: String) {
        failures.append("\(name) got, and should not have: \(String(decoding: frame, as: UTF8.self))")
    }

    /// Waits for the frames that a session is to get in a step.
    ///
    /// Those that tell of others' doings may come in any order; replies and messages come as written.
    private func hear(_ session: String, _ step: Dialogue.Step) async throws {
        var waiting = try step.expected.filter { $0.session == session }.filter { expected in
            transport.carries(try RawJSON(validating: Array(expected.frame.utf8)))
        }
        while !waiting.isEmpty {
            guard let bytes = await next(session) else {
                for missing in waiting {
                    failures.append("  \(session) did not get \(missing.frame)")
                }
                return
            }
            let frame = (try? RawJSON(validating: bytes)) ?? .string(String(decoding: bytes, as: UTF8.self))
            if let found = try place(of: frame, among: waiting.map(\.frame)) {
                waiting.remove(at: found)
            } else {
                failures.append("  \(session) got \(String(decoding: bytes, as: UTF8.self))")
                // What should have come in its place is most likely this one, somehow different.
                if let index = waiting.firstIndex(where: {
                    $0.frame.prefix(7) == String(decoding: bytes.prefix(7), as: UTF8.self)
                }) {
                    failures.append("     instead of \(waiting.remove(at: index).frame)")
                }
            }
        }
    }

    /// Which of the expected frames this is.
    ///
    /// News may come at any time; nothing else overtakes what is not news. Word about a call goes another way than what
    /// is stored of it, and either may come first.
    private func place(of frame: RawJSON, among expected: [String]) throws -> Int? {
        let isNews = frame.object?["pres"] != nil
        let isCall = frame.object?["info"]?.object?["what"]?.string == "call"
        for (index, text) in expected.enumerated() {
            if try FramePattern(text, over: transport).matches(frame, &names) { return index }
            let mayOvertake = isCall != text.contains(#""what":"call""#)
            guard isNews || mayOvertake || text.hasPrefix(#"{"pres""#) else { return nil }
        }
        return nil
    }

    private func next(_ session: String) async -> [UInt8]? {
        await players[session]?.mailbox.next(within: failures.isEmpty ? Self.patience : Self.impatience)
    }

    private func send(_ text: String, from session: String) {
        players[session]?.line.send(text)
    }

    private func direct(_ words: [String]) async throws {
        switch words.first {
        case "session":
            try await connect(words[1])
            try await log(words[1], in: words[2], attaching: words.count > 3)
        case "connect":
            try await connect(words[1])
        case "rest":
            try await settle()
        case "let":
            // The readers' name of a channel has the same number as the members' one.
            names[words[1]] = words[2] + substituted(words[3]).dropFirst(3)
        default: throw BadDialogue(line: 0, "no such directive: \(words)")
        }
    }

    private func connect(_ session: String) async throws {
        let line = try await transport.connect(to: server.doors[connections % server.doors.count])
        connections += 1
        let mailbox = Mailbox()
        if let player = players.updateValue(Player(line: line, mailbox: mailbox), forKey: session) {
            retired.append(player.line)
        }
        readers.append(Task { await mailbox.fill(from: line.frames) })
    }

    private func log(_ session: String, in login: String, attaching: Bool) async throws {
        let secret = BasicSecret.text(login: login, password: "\(login)123")
        var texts = [
            #"{"hi":{"id":"hi","ver":"0.25","ua":"\#(session)"}}"#,
            #"{"login":{"id":"login","scheme":"basic","secret":"\#(secret)"}}"#,
        ]
        if attaching { texts.append(#"{"sub":{"id":"me","topic":"me"}}"#) }
        for text in texts {
            send(text, from: session)
            var isAnswered = false
            while !isAnswered, let bytes = await next(session) {
                let body = try RawJSON(validating: bytes).object?["ctrl"]?.object
                isAnswered = body?["id"] != nil
                if let code = body?["code"]?.int, code >= 400 {
                    throw BadDialogue(line: 0, "\(session) does not get in: \(String(decoding: bytes, as: UTF8.self))")
                }
                if let user = body?["params"]?.object?["user"]?.string { names[login] = user }
            }
            guard isAnswered else { throw BadDialogue(line: 0, "\(session) got no answer to \(text)") }
        }
    }

    private func substituted(_ text: String) -> String {
        // Longer names first: $group2 is not $group followed by a 2.
        names.sorted { $0.key.count > $1.key.count }.reduce(text) { $0.replacing("$\($1.key)", with: $1.value) }
    }
}
