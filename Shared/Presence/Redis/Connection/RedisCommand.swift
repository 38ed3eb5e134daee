/// One command: its name and its arguments, which may be any bytes.
struct RedisCommand: Sendable, Equatable {
    private(set) var words: [[UInt8]]

    /// A command of texts.
    init(_ words: String...) {
        self.words = words.map { Array($0.utf8) }
    }

    /// The command with more arguments.
    func adding(_ arguments: some Sequence<String>) -> RedisCommand {
        var command = self
        command.words += arguments.map { Array($0.utf8) }
        return command
    }

    /// The command with an argument more.
    func adding(_ argument: [UInt8]) -> RedisCommand {
        var command = self
        command.words.append(argument)
        return command
    }
}
