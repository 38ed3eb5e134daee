import JSON
import ParleyClient
import UnixSignals

/// A chat from login to its end: carries between the server, the screen and the terminal.
actor ChatSession {
    let options: ChatOptions
    let terminal: any ChatTerminal
    var screen: ChatScreen
    /// The connection, while there is one.
    private(set) var client: Client?
    /// The key of the session, for logging in again.
    var token = ""
    /// The largest message that the server takes, in bytes.
    var largestMessage = Int64.max
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private var isEnding = false
    private var lastTyping: Int64 = 0

    init(_ options: ChatOptions, terminal: any ChatTerminal, clock: ChatClock = .wall) {
        self.options = options
        self.terminal = terminal
        screen = ChatScreen(user: "", clock: clock)
    }

    /// Chats until the input ends, somebody quits, or the server is gone for good.
    func run() async -> ChatEnding {
        let first: Client
        do {
            first = try await logIn()
        } catch {
            return ChatEnding(error, url: options.url, user: options.user)
        }
        if terminal.isInteractive {
            show(screen.list())
            show([ScreenLine(.notice, "/open NUMBER opens a conversation, /help shows what else there is.")])
        }
        connected(first)
        let ending = await withTaskGroup(of: ChatEnding?.self) { group in
            group.addTask { await self.stayConnected(first) }
            group.addTask { await self.converse() }
            group.addTask { await self.watchKeys() }
            group.addTask { await self.watchSignals() }
            group.addTask { await self.keepTime() }
            while let ending = await group.next() {
                guard let ending else { continue }
                group.cancelAll()
                await self.end()
                return ending
            }
            return .done
        }
        return ending
    }

    // MARK: - What the tasks share

    /// Shows lines, and whatever has changed in the prompt.
    func show(_ lines: [ScreenLine]) {
        terminal.show(lines)
        terminal.prompt(screen.prompt)
    }

    /// Shows that something could not be done.
    ///
    /// - Returns: False.
    func complain(_ text: String) -> Bool {
        show([ScreenLine(.failure, text)])
        return false
    }

    /// The connection, as soon as there is one that is not the one that failed; nil when the chat ends.
    func connection(otherThan failed: Client? = nil) async -> Client? {
        while !isEnding {
            if let client, client !== failed { return client }
            await withCheckedContinuation { waiting.append($0) }
        }
        return nil
    }

    /// Takes up a connection: from now on others may use it.
    func connected(_ client: Client) {
        self.client = client
        screen.isConnected = true
        show([])
        wake()
    }

    /// Gives a connection up.
    func disconnected() {
        client = nil
        screen.isConnected = false
    }

    private func end() async {
        isEnding = true
        wake()
        await client?.close(within: ChatOptions.partingTime)
    }

    private func wake() {
        let woken = waiting
        waiting = []
        for continuation in woken { continuation.resume() }
    }

    // MARK: - The small tasks

    private func watchKeys() async -> ChatEnding? {
        for await key in terminal.keys {
            switch key {
            case .interrupt: return .interrupted
            case .typing: await tellOfTyping()
            }
        }
        return nil
    }

    private func tellOfTyping() async {
        guard let client, let topic = screen.open?.topic, screen.clock.now() - lastTyping >= ChatOptions.typingPause
        else {
            return
        }
        lastTyping = screen.clock.now()
        try? await client.note(topic, what: "kp")
    }

    /// A terminal in raw mode must be given back before the program goes.
    private func watchSignals() async -> ChatEnding? {
        guard terminal.isInteractive else { return nil }
        for await _ in await UnixSignalsSequence(trapping: .sigterm, .sighup) { return .interrupted }
        return nil
    }

    private func keepTime() async -> ChatEnding? {
        while (try? await Task.sleep(for: .seconds(1))) != nil {
            screen.tick()
            terminal.prompt(screen.prompt)
        }
        return nil
    }
}
