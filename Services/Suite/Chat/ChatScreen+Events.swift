import JSON
import ParleyClient

/// What the server says by itself.
extension ChatScreen {
    /// Takes in an event.
    mutating func take(_ event: ServerEvent) -> Outcome {
        switch event {
        case .data(let body): take(message: body)
        case .pres(let body): body.object.map { take(news: $0) } ?? Outcome()
        case .info(let body): body.object.map { take(note: $0) } ?? Outcome()
        case .control(let control): take(control)
        case .meta, .closed: Outcome()
        }
    }

    /// Takes in that time has passed.
    mutating func tick() {
        open?.forgetTyping(at: clock.now())
    }

    private mutating func take(message body: RawJSON) -> Outcome {
        guard let message = TopicMessage(body) else { return Outcome() }
        guard message.topic == open?.topic else {
            directory.change(message.topic) { $0.sequence = max($0.sequence, message.sequence) }
            return Outcome()
        }
        if open?.hold(message) == true { return Outcome() }
        if let sender = message.sender { open?.stopTyping(sender) }
        return show([message])
    }

    private mutating func take(note: JSONObjectView) -> Outcome {
        guard let topic = note["topic"]?.string, let from = note["from"]?.string, let what = note["what"]?.string else {
            return Outcome()
        }
        let name = directory.name(of: from)
        if topic == "me" {
            guard from == directory.user, what == "read", let source = note["src"]?.string, let read = note["seq"]?.int
            else { return Outcome() }
            directory.change(source) { $0.read = max($0.read, read) }
            return Outcome()
        }
        guard topic == open?.topic else { return Outcome() }
        switch what {
        case "kp", "kpa", "kpv":
            guard open?.startTyping(from, at: clock.now()) == true else { return Outcome() }
            return Outcome(lines: [ScreenLine(.passing, "\(name) is typing …")])
        case "read":
            guard let read = note["seq"]?.int, open?.mark(from, read: read) == true else { return Outcome() }
            return Outcome(lines: [ScreenLine(.notice, "✓✓ \(name) has read up to #\(read)")])
        default: return Outcome()
        }
    }

    private mutating func take(news: JSONObjectView) -> Outcome {
        guard let topic = news["topic"]?.string, let what = news["what"]?.string else { return Outcome() }
        if topic == "me" {
            guard let source = news["src"]?.string else { return Outcome() }
            return take(what, about: source, news)
        }
        guard topic == open?.topic else { return Outcome() }
        return takeInOpen(what, news)
    }

    /// News of one of the user's conversations.
    private mutating func take(_ what: String, about source: String, _ news: JSONObjectView) -> Outcome {
        let name = directory.name(of: source)
        let known = directory[source]
        switch what {
        case "on", "off":
            guard known?.isOnline != (what == "on") else { return Outcome() }
            directory.change(source) { $0.isOnline = what == "on" }
            guard known != nil, source == open?.topic, source.hasPrefix("usr") else { return Outcome() }
            return Outcome(lines: [ScreenLine(.notice, what == "on" ? "\(name) is here" : "\(name) has gone")])
        case "msg":
            return takeNewMessage(in: source, news)
        case "read":
            if let read = news["seq"]?.int { directory.change(source) { $0.read = max($0.read, read) } }
            return Outcome()
        case "acs", "upd":
            return known == nil && what == "upd" ? Outcome() : Outcome(effects: [.look(topic: source)])
        case "gone":
            directory.forget(source)
            if open?.topic == source { open = nil }
            guard known != nil else { return Outcome() }
            return Outcome(lines: [ScreenLine(.notice, "\(name) is no longer among your conversations")])
        default: return Outcome()
        }
    }

    /// A message in a conversation that is not open.
    private mutating func takeNewMessage(in source: String, _ news: JSONObjectView) -> Outcome {
        guard let sequence = news["seq"]?.int, source != open?.topic else { return Outcome() }
        guard directory[source] != nil else { return Outcome(effects: [.look(topic: source)]) }
        let isOwn = news["act"]?.string == directory.user
        let now = clock.now()
        directory.change(source) { conversation in
            conversation.sequence = max(conversation.sequence, sequence)
            conversation.touchedAt = now
            if isOwn { conversation.read = max(conversation.read, sequence) }
        }
        guard !isOwn else { return Outcome() }
        let unread = directory[source]?.unread ?? 0
        return Outcome(
            lines: [ScreenLine(.notice, "\(directory.name(of: source)) has something new: \(unread) unread")],
            effects: [.received(topic: source, sequence: sequence)])
    }

    /// News of the open conversation.
    private mutating func takeInOpen(_ what: String, _ news: JSONObjectView) -> Outcome {
        switch what {
        case "on", "off":
            guard let source = news["src"]?.string, source != directory.user else { return Outcome() }
            open?.mark(source, isOnline: what == "on")
            let name = directory.name(of: source)
            return Outcome(lines: [ScreenLine(.notice, what == "on" ? "\(name) is here" : "\(name) has gone")])
        case "acs": return Outcome(effects: [.members])
        case "upd": return Outcome(effects: open.map { [.look(topic: $0.topic)] } ?? [])
        case "del":
            let ranges = news["delseq"]?.array?.compactMap(\.messageRange) ?? []
            guard !ranges.isEmpty else { return Outcome() }
            let texts = ranges.map { range in
                range.count == 1 ? "#\(range.lowerBound)" : "#\(range.lowerBound) to #\(range.upperBound - 1)"
            }
            return Outcome(lines: [ScreenLine(.notice, "deleted: \(texts.joined(separator: ", "))")])
        case "gone":
            return close(saying: "has been deleted")
        default: return Outcome()
        }
    }

    private mutating func take(_ control: Control) -> Outcome {
        guard control.code == 205, let topic = control.topic, topic == open?.topic else { return Outcome() }
        return close(saying: "is closed to you now")
    }

    private mutating func close(saying text: String) -> Outcome {
        guard let topic = open?.topic else { return Outcome() }
        open = nil
        return Outcome(lines: [ScreenLine(.failure, "\(directory.name(of: topic)) \(text)")])
    }
}
