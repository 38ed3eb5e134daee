import JSON
import ParleyClient

/// What the user sees: takes in what happens, and tells which lines to show.
///
/// It does no input or output itself.
struct ChatScreen {
    /// What the session has to do about something that happened.
    enum Effect: Equatable {
        /// Tell that messages up to a number have arrived.
        case received(topic: String, sequence: Int64)
        /// Tell that messages up to a number have been shown.
        case read(topic: String, sequence: Int64)
        /// Ask for the row of a conversation, and say that it is there.
        case look(topic: String)
        /// Ask who is in the open conversation.
        case members
    }

    /// Lines to show, and what else to do.
    struct Outcome: Equatable {
        var lines: [ScreenLine] = []
        var effects: [Effect] = []
    }

    let clock: ChatClock
    var directory: Directory
    var open: OpenConversation?
    /// Whether there is a connection.
    var isConnected = true
    /// The day of the line shown last.
    private var day: String

    init(user: String, clock: ChatClock) {
        self.clock = clock
        directory = Directory(user: user)
        day = clock.day(clock.now())
    }

    /// What stands before the line being typed.
    var prompt: String {
        guard isConnected else { return "(not connected) > " }
        guard let open else { return "> " }
        let name = directory.name(of: open.topic)
        let typers = open.typers.map(directory.name)
        guard !typers.isEmpty else { return "\(name) > " }
        if typers == [name] { return "\(name) is typing … > " }
        return "\(name) (\(typers.joined(separator: ", ")) typing …) > "
    }

    /// The list of conversations, with numbers.
    mutating func list() -> [ScreenLine] {
        let conversations = directory.number()
        guard !conversations.isEmpty else {
            return [ScreenLine(.notice, "No conversations yet. /open takes a user's id (usr…) to begin one.")]
        }
        let names = Self.column(conversations.map { directory.name(of: $0.topic) })
        let unread = Self.column(conversations.map { $0.unread == 0 ? "" : "  \($0.unread) unread" })
        return conversations.indices.map { place in
            let conversation = conversations[place]
            let entry = "\(Self.mark(conversation.isOnline)) \(names[place])\(unread[place])  \(conversation.topic)"
            return ScreenLine(.notice, "\(place + 1).".padded(to: 4) + entry)
        }
    }

    /// Texts made equally wide.
    private static func column(_ texts: [String]) -> [String] {
        let width = texts.map(\.columns).max() ?? 0
        return texts.map { $0.padded(to: width) }
    }

    private static func mark(_ isOnline: Bool) -> String {
        isOnline ? "●" : "○"
    }

    /// Who is in the open conversation, with numbers.
    mutating func who() -> [ScreenLine] {
        guard let open else { return [Self.nothingOpen] }
        guard !open.members.isEmpty else { return [ScreenLine(.notice, "Who reads a channel is not told.")] }
        let members = open.members.sorted { directory.name(of: $0.user) < directory.name(of: $1.user) }
        directory.number(members.map(\.user))
        let names = Self.column(members.map { directory.name(of: $0.user) })
        return members.enumerated().map { place, member in
            let isHere = member.user == open.user || member.isOnline || directory[member.user]?.isOnline == true
            let read = member.read > 0 ? "  has read up to #\(member.read)" : ""
            let entry = "\(Self.mark(isHere)) \(names[place])  \(member.user)\(read)"
            return ScreenLine(.notice, "\(place + 1).".padded(to: 4) + entry)
        }
    }

    /// What to say when a command needs an open conversation.
    static let nothingOpen = ScreenLine(.failure, "no conversation is open: /list shows yours, /open NAME opens one")

    /// Shows a conversation that was just opened, with its last messages, oldest first.
    mutating func opened(_ messages: [TopicMessage]) -> Outcome {
        guard let topic = open?.topic, let held = open?.release() else { return Outcome() }
        var heading = directory.name(of: topic)
        if let unread = directory[topic]?.unread, unread > 0 { heading += " (\(unread) unread)" }
        var outcome = Outcome(lines: [ScreenLine(.heading, "── \(heading) ──")])
        let last = messages.last?.sequence ?? 0
        let messages = messages + held.filter { $0.sequence > last }
        if messages.isEmpty { outcome.lines.append(ScreenLine(.notice, "Nothing has been said yet.")) }
        let page = show(messages)
        outcome.lines += page.lines
        outcome.effects += page.effects
        return outcome
    }

    /// Shows messages of the open conversation that are not on the screen yet, oldest first.
    mutating func show(_ messages: [TopicMessage]) -> Outcome {
        var outcome = Outcome()
        guard let topic = open?.topic else { return outcome }
        let page = MessagePage(messages)
        for message in page.messages where open?.isNews(message.sequence, from: message.sender) == true {
            guard !page.isShownElsewhere(message) else { continue }
            outcome.lines += lines(of: message, text: page.text(of: message), isEdited: page.isEdited(message))
        }
        guard let last = messages.last?.sequence else { return outcome }
        if last > directory[topic]?.read ?? 0 {
            outcome.effects = [.received(topic: topic, sequence: last), .read(topic: topic, sequence: last)]
        }
        directory.change(topic) { conversation in
            conversation.sequence = max(conversation.sequence, last)
            conversation.read = max(conversation.read, last)
        }
        return outcome
    }

    /// Shows what the user said, once the server has taken it.
    mutating func sent(_ text: String, in topic: String, sequence: Int64) -> [ScreenLine] {
        let now = clock.now()
        directory.change(topic) { conversation in
            conversation.sequence = max(conversation.sequence, sequence)
            conversation.read = max(conversation.read, sequence)
            conversation.touchedAt = now
        }
        guard open?.topic == topic, open?.isNews(sequence, from: directory.user) == true else { return [] }
        return dayChange(at: now) + numbered(sequence, now, "you", text.printableLines, mark: "✓", .own)
    }

    /// The lines of a message: its number, the time, who, and what.
    private mutating func lines(of message: TopicMessage, text: [String], isEdited: Bool) -> [ScreenLine] {
        let isOwn = message.sender == directory.user
        let who = directory.name(of: message.sender ?? message.topic)
        var text = text
        if let replaced = message.replaces { text[0] = "(in place of #\(replaced)) \(text[0])" }
        if isEdited { text[text.count - 1] += " (edited)" }
        let mark = !isOwn ? nil : open?.isReadByAll(message.sequence) == true ? "✓✓" : "✓"
        return dayChange(at: message.sentAt)
            + numbered(message.sequence, message.sentAt, who, text, mark: mark, isOwn ? .own : .message)
    }

    private func numbered(
        _ sequence: Int64, _ time: Int64, _ who: String, _ text: [String], mark: String?, _ kind: ScreenLine.Kind
    ) -> [ScreenLine] {
        var lines = ["#\(sequence) \(clock.minute(time)) \(who): \(text.first ?? "")"]
        lines += text.dropFirst().map { "    \($0)" }
        if let mark { lines[lines.count - 1] += " \(mark)" }
        return lines.map { ScreenLine(kind, $0) }
    }

    private mutating func dayChange(at time: Int64) -> [ScreenLine] {
        let day = clock.day(time)
        guard day != self.day else { return [] }
        self.day = day
        return [ScreenLine(.notice, "── \(day) ──")]
    }
}

extension String {
    /// How many columns of a terminal it takes.
    var columns: Int { reduce(0) { $0 + $1.columns } }

    /// With spaces behind it, to a width.
    func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - columns))
    }
}
