/// A terminal of lines: for pipes, files, and screens that cannot move a cursor.
final class PlainTerminal: ChatTerminal {
    let isInteractive: Bool
    let lines: AsyncStream<String>
    let keys: AsyncStream<TerminalKey>
    private let output = StandardOutput()

    /// Creates the terminal.
    ///
    /// - Parameter isInteractive: Whether somebody types the input.
    init(isInteractive: Bool) {
        self.isInteractive = isInteractive
        let reader = LineReader()
        // Read only when asked for: a long input waits in its pipe.
        lines = AsyncStream { await reader.next() }
        keys = AsyncStream { $0.finish() }
    }

    func show(_ lines: [ScreenLine]) {
        for line in lines {
            // Whoever reads what was said is not to take a complaint for it.
            output.write("\(line.text)\n", asComplaint: line.kind == .failure && !isInteractive)
        }
    }

    func prompt(_ prompt: String) {}

    func close() async {
        await output.drain()
    }
}
