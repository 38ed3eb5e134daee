/// Where lines come from and go to.
protocol ChatTerminal: Sendable {
    /// Whether somebody sits there: then mistakes are told and go by, and a lost connection is waited for.
    var isInteractive: Bool { get }
    /// What is typed, line by line; for one reader. Ends with the input.
    var lines: AsyncStream<String> { get }
    /// What happens besides; for one reader.
    var keys: AsyncStream<TerminalKey> { get }

    /// Shows lines, above the one being typed.
    func show(_ lines: [ScreenLine])
    /// Changes what stands before the line being typed.
    func prompt(_ prompt: String)
    /// Gives the terminal back as it was, when everything is written.
    func close() async
}

/// What somebody at the keyboard does besides finishing lines.
enum TerminalKey: Equatable, Sendable {
    /// Typing something that is to be said.
    case typing
    /// Ctrl-C.
    case interrupt
}
