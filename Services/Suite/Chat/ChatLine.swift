/// What somebody typed: a command, or something to say.
enum ChatLine: Equatable {
    case list
    /// A number of the list shown last, a name, or an id.
    case open(String)
    /// How many older messages to show.
    case history(Int?)
    case who
    case help
    case quit
    case say(String)
    /// Nothing but space.
    case nothing
    /// Something that begins like a command and is none; the text says what is wrong.
    case mistake(String)

    /// Reads a line.
    ///
    /// A text that begins with a slash is said by doubling the slash.
    init(_ line: String) {
        let text = line.trimmed
        guard !text.isEmpty else {
            self = .nothing
            return
        }
        guard text.hasPrefix("/") else {
            self = .say(line)
            return
        }
        guard !text.hasPrefix("//") else {
            self = .say(String(text.dropFirst()))
            return
        }
        let word = text.prefix { !$0.isWhitespace }
        self = Self.command(String(word).lowercased(), String(text.dropFirst(word.count)).trimmed)
    }

    private static func command(_ word: String, _ rest: String) -> ChatLine {
        switch word {
        case "/list", "/l": .list
        case "/open", "/o":
            rest.isEmpty ? .mistake("/open needs a number of the list, a name or an id") : .open(rest)
        case "/history":
            switch (rest.isEmpty, Int(rest)) {
            case (true, _): .history(nil)
            case (_, let count?) where (1...100).contains(count): .history(count)
            default: .mistake("/history takes a number from 1 to 100")
            }
        case "/who", "/w": .who
        case "/help", "/h", "/?": .help
        case "/quit", "/q", "/exit": .quit
        default: .mistake("there is no \(word.printable); /help shows what there is, and //… says what begins with /")
        }
    }

    /// What `/help` shows.
    static let instructions = """
        /list          your conversations
        /open NAME     open one: a number of the list shown last, a name, or an id (usr…, grp…, chn…)
        /history [N]   the N messages before those shown
        /who           who is in the open conversation
        /quit          leave
        Anything else is said in the open conversation; //text says /text.
        """
}

extension String {
    /// Without white space at either end.
    var trimmed: String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
