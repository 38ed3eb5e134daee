import JSON
import ParleyClient

/// Getting into the server, and back after the connection was lost.
extension ChatSession {
    /// Connects, logs in and learns of the user's conversations.
    func logIn() async throws(ClientError) -> Client {
        let client = try await Client.connect(
            to: options.url, apiKey: options.apiKey, userAgent: "parley-chat/1.0", timeout: ChatOptions.timeout)
        do {
            try await logIn(client)
            return client
        } catch {
            await client.close(within: ChatOptions.partingTime)
            throw error
        }
    }

    private func logIn(_ client: Client) async throws(ClientError) {
        let greeting = try await client.hello()
        largestMessage = greeting["maxMessageSize"]?.int ?? .max
        let welcome =
            token.isEmpty
            ? try await client.login(basic: options.user, password: options.password)
            : try await client.login(token: token)
        guard welcome.code < 300 else {
            let missing = welcome["cred"]?.array?.compactMap(\.string).joined(separator: ", ") ?? ""
            let text = "the account still has to be confirmed" + (missing.isEmpty ? "" : ": \(missing)")
            throw .refused(code: 403, text: text, params: nil)
        }
        guard let user = welcome["user"]?.string else { throw .unexpectedAnswer }
        token = welcome["token"]?.string ?? token
        if screen.directory.user != user { screen = ChatScreen(user: user, clock: screen.clock) }
        try await client.subscribe("me")
        for row in try await client.subscriptions(of: "me") {
            if let conversation = Conversation(row) { screen.directory.learn(conversation) }
        }
    }

    /// Takes in what the server says; connects again whenever the connection is lost.
    func stayConnected(_ first: Client) async -> ChatEnding? {
        var current = first
        while !Task.isCancelled {
            for await event in current.events where event != .closed { await take(event, from: current) }
            guard !Task.isCancelled else { return nil }
            disconnected()
            switch await connectAgain() {
            case .success(let client): current = client
            case .failure(let ending): return ending
            }
        }
        return nil
    }

    private func connectAgain() async -> Result<Client, ChatEnding> {
        var attempt = 1
        while true {
            let delay = ChatOptions.delay(before: attempt)
            if attempt == 1 {
                let text = "The connection is lost; connecting again. What you write is sent afterwards."
                show([ScreenLine(.failure, text)])
            } else if attempt > 4 {
                show([ScreenLine(.notice, "Not connected yet; the next attempt is in \(delay.components.seconds) s.")])
            }
            guard (try? await Task.sleep(for: delay)) != nil else { return .failure(.done) }
            do throws(ClientError) {
                let client = try await logIn()
                try await reopen(with: client)
                connected(client)
                return .success(client)
            } catch {
                let ending = ChatEnding(error, url: options.url, user: options.user)
                attempt += 1
                guard ending.mayPass, attempt <= ChatOptions.attempts(isInteractive: terminal.isInteractive)
                else { return .failure(ending) }
            }
        }
    }

    /// Opens again what was open, and shows what was missed.
    private func reopen(with client: Client) async throws(ClientError) {
        show([ScreenLine(.notice, "Connected again.")])
        guard let topic = screen.open?.topic, let last = screen.open?.last else { return }
        do {
            try await client.subscribe(topic)
            let members = try await client.subscriptions(of: topic)
            screen.open?.update(members)
            let missed = try await missed(in: topic, since: last + 1, from: client)
            await act(on: screen.show(missed), with: client)
        } catch {
            guard case .refused(let code, let text, _) = error, code < 500 else { throw error }
            screen.open = nil
            _ = complain("\(screen.directory.name(of: topic)) cannot be opened again: \(text.printable)")
        }
    }

    /// All messages from a number on, asked for page by page.
    private func missed(
        in topic: String, since first: Int64, from client: Client
    ) async throws(ClientError) -> [TopicMessage] {
        var messages: [TopicMessage] = []
        while true {
            let page = try await client.messages(
                of: topic, since: first, before: messages.first?.sequence, limit: ChatOptions.fullPage)
            messages = page + messages
            guard page.count >= ChatOptions.fullPage, let start = page.first?.sequence, start > first else {
                return messages
            }
        }
    }

    private func take(_ event: ServerEvent, from client: Client) async {
        await act(on: screen.take(event), with: client)
    }

    /// Shows what came of something, and does what else it asks for.
    func act(on outcome: ChatScreen.Outcome, with client: Client) async {
        show(outcome.lines)
        for effect in outcome.effects {
            switch effect {
            case .received(let topic, let sequence): try? await client.note(topic, what: "recv", seq: sequence)
            case .read(let topic, let sequence): try? await client.note(topic, what: "read", seq: sequence)
            case .look(let topic): await look(at: topic, with: client)
            case .members:
                guard let topic = screen.open?.topic, let rows = try? await client.subscriptions(of: topic) else {
                    break
                }
                learn(rows)
                screen.open?.update(rows)
            }
        }
    }

    /// Asks for the row of a conversation, and says so when it is a new one.
    private func look(at topic: String, with client: Client) async {
        guard let rows = try? await client.subscriptions(of: "me", only: topic) else { return }
        for conversation in rows.compactMap({ Conversation($0) }) {
            let isNew = screen.directory[conversation.topic] == nil && screen.open?.topic != conversation.topic
            screen.directory.learn(conversation)
            guard isNew else { continue }
            let unread = conversation.unread == 0 ? "" : ": \(conversation.unread) unread"
            show([ScreenLine(.notice, "\(screen.directory.name(of: topic)) is among your conversations now\(unread)")])
        }
    }

    /// Takes up what the members of a conversation are called.
    func learn(_ members: [TopicSubscription]) {
        for member in members {
            if let user = member.user, let name = member.name { screen.directory.learn(person: user, name: name) }
        }
    }
}
