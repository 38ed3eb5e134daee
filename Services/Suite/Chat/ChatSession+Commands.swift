import Foundation
import JSON
import ParleyClient

/// What the user asks for.
extension ChatSession {
    /// Does what is typed, one line after the other.
    func converse() async -> ChatEnding? {
        if let name = options.open, await !open(name), !terminal.isInteractive { return .notDone }
        for await line in terminal.lines {
            let line = ChatLine(line)
            if line == .quit { break }
            // What was meant for one conversation must not end up in another: a written input stops at its first fault.
            guard await perform(line) || terminal.isInteractive else { return .notDone }
        }
        guard !Task.isCancelled else { return nil }
        await settle()
        return .done
    }

    /// Waits until the server has taken the notes of what was read, since leaving does not wait for long: it answers in
    /// order.
    private func settle() async {
        _ = try? await client?.description(of: "me")
    }

    /// Does one thing.
    ///
    /// - Returns: Whether it could be done.
    private func perform(_ line: ChatLine) async -> Bool {
        switch line {
        case .nothing, .quit: return true
        case .mistake(let text): return complain(text)
        case .help:
            show(ChatLine.instructions.split(separator: "\n").map { ScreenLine(.notice, String($0)) })
            return true
        case .list:
            show(screen.list())
            return true
        case .who:
            show(screen.who())
            return screen.open != nil
        case .open(let name): return await open(name)
        case .history(let count): return await showHistory(count ?? ChatOptions.firstPage)
        case .say(let text): return await say(text)
        }
    }

    /// Opens what a name stands for; looks through the members of the user's groups for somebody not met yet.
    private func open(_ name: String) async -> Bool {
        guard let client = await connection() else { return false }
        var finding = screen.directory.find(name)
        if finding == .nothing {
            await meetMembers(with: client)
            finding = screen.directory.find(name)
        }
        switch finding {
        case .topic(let topic):
            do throws(ClientError) {
                try await enter(topic, with: client)
                return true
            } catch {
                return complain("\(screen.directory.name(of: topic)) cannot be opened: \(error.reason)")
            }
        case .several(let names): return complain("\(name.printable) may be \(names.joined(separator: " or "))")
        case .nothing: return complain("there is no \(name.printable) among your conversations, or in your groups")
        }
    }

    private func enter(_ topic: String, with client: Client) async throws(ClientError) {
        guard topic != screen.directory.user else {
            throw .refused(code: 403, text: "that is you; /open slf opens your notes", params: nil)
        }
        let answer = try await client.subscribe(topic)
        // The server knows better by which name the user has it, as with a channel that one may write in.
        if answer.code == 303, let other = answer["topic"]?.string, other != topic {
            return try await enter(other, with: client)
        }
        let description = try await client.description(of: topic)?.object
        let members = topic.hasPrefix("chn") ? [] : try await client.subscriptions(of: topic)
        learn(members)
        var conversation = screen.directory[topic] ?? Conversation(topic: topic)
        conversation.name = description?["public"]?.object?["fn"]?.string ?? conversation.name
        conversation.sequence = description?["seq"]?.int ?? 0
        conversation.read = description?["read"]?.int ?? 0
        screen.directory.learn(conversation)
        let before = screen.open
        screen.open = OpenConversation(topic: topic, user: screen.directory.user, members: members)
        do {
            let messages = try await client.messages(of: topic, limit: ChatOptions.firstPage)
            await act(on: screen.opened(messages), with: client)
        } catch {
            screen.open = before
            throw error
        }
        if let before, before.topic != topic { _ = try? await client.leave(before.topic) }
    }

    /// Learns what the members of the user's groups are called, which only those who are attached are told.
    private func meetMembers(with client: Client) async {
        let groups = screen.directory.conversations.map(\.topic).filter { $0.hasPrefix("grp") }
        for group in groups.prefix(ChatOptions.searchedGroups) where group != screen.open?.topic {
            guard let answer = try? await client.subscribe(group) else { continue }
            if let members = try? await client.subscriptions(of: group) { learn(members) }
            if answer.code != 304 { _ = try? await client.leave(group) }
        }
    }

    private func showHistory(_ count: Int) async -> Bool {
        guard let topic = screen.open?.topic else {
            show([ChatScreen.nothingOpen])
            return false
        }
        guard screen.open?.first != 1 else {
            show([ScreenLine(.notice, "That was all.")])
            return true
        }
        guard let client = await connection() else { return false }
        do throws(ClientError) {
            let messages = try await client.messages(of: topic, before: screen.open?.first, limit: count)
            guard !messages.isEmpty else {
                show([ScreenLine(.notice, "That was all.")])
                return true
            }
            show([ScreenLine(.heading, "── earlier ──")])
            await act(on: screen.show(messages), with: client)
            show([ScreenLine(.heading, "── now ──")])
            return true
        } catch {
            return complain("the messages cannot be shown: \(error.reason)")
        }
    }

    /// Says something in the open conversation, and waits until the server has it.
    ///
    /// What may have got lost is offered again with the same key: the server takes it once.
    private func say(_ text: String) async -> Bool {
        guard let topic = screen.open?.topic else {
            show([ChatScreen.nothingOpen])
            return false
        }
        // The rest of the frame is small; and the server ends the connection over a frame that is too large.
        guard RawJSON.string(text).bytes.count + 1024 <= largestMessage else { return complain("that is too long") }
        let key = UUID().uuidString
        var failed: Client?
        var offer = 1
        while let client = await connection(otherThan: failed) {
            do throws(ClientError) {
                let sequence = try await client.publish(topic, text: text, noEcho: true, key: key)
                show(screen.sent(text, in: topic, sequence: sequence))
                return true
            } catch {
                guard offer < ChatOptions.offers, let delay = error.delay else {
                    return complain("not sent: \(text.printable) (\(error.reason))")
                }
                offer += 1
                failed = error == .closed ? client : nil
                try? await Task.sleep(for: delay)
            }
        }
        return false
    }
}

extension ClientError {
    /// Why something did not succeed, for people.
    fileprivate var reason: String {
        switch self {
        case .refused(_, let text, _): text.printable
        case .timeout: "no answer"
        case .closed, .cancelled: "the connection is lost"
        case .unexpectedAnswer, .invalidAddress, .notUpgraded: "the server does not speak the protocol"
        case .unreachable(let reason): reason
        }
    }

    /// After how long the same request may succeed; nil when it will not.
    fileprivate var delay: Duration? {
        switch self {
        case .closed, .timeout: .zero
        case .refused(429, _, let params), .refused(503, _, let params):
            .seconds(params?.object?["retry"]?.int.map { min(max($0, 1), 30) } ?? 1)
        default: nil
        }
    }
}
