import Foundation
import Synchronization

/// A terminal with a line editor in its last row: what arrives is shown above, and does not tear what is being typed.
final class EditingTerminal: ChatTerminal {
    let isInteractive = true
    let lines: AsyncStream<String>
    let keys: AsyncStream<TerminalKey>

    private let mode: RawMode
    private let isColoured: Bool
    private let output = StandardOutput()
    private let state = Mutex(State())

    private struct State {
        var editor = LineEditor()
        var prompt = "> "
        var isOpen = true
    }

    /// Takes the terminal over; nil when input and output are not one.
    ///
    /// - Parameter isColoured: Whether colours may be used.
    init?(isColoured: Bool) {
        guard isatty(STDOUT_FILENO) == 1, let mode = RawMode(STDIN_FILENO) else { return nil }
        self.mode = mode
        self.isColoured = isColoured
        let (lines, lineSink) = AsyncStream.makeStream(of: String.self)
        let (keys, keySink) = AsyncStream.makeStream(of: TerminalKey.self, bufferingPolicy: .bufferingNewest(16))
        self.lines = lines
        self.keys = keys
        let reader = Thread { [weak self] in
            while case let bytes = RawMode.read(STDIN_FILENO), !bytes.isEmpty {
                guard let self else { break }
                self.take(bytes, lineSink, keySink)
            }
            lineSink.finish()
            keySink.finish()
        }
        reader.start()
    }

    func show(_ lines: [ScreenLine]) {
        let lasting = lines.filter { $0.kind != .passing }
        guard !lasting.isEmpty else { return }
        let text = lasting.map { $0.text(coloured: isColoured) + "\n" }.joined()
        state.withLock { state in
            guard state.isOpen else { return }
            output.write("\r\u{1B}[K\(text)\(Self.row(state))")
        }
    }

    func prompt(_ prompt: String) {
        state.withLock { state in
            guard state.isOpen, state.prompt != prompt else { return }
            state.prompt = prompt
            output.write(Self.row(state))
        }
    }

    func close() async {
        state.withLock { state in
            guard state.isOpen else { return }
            state.isOpen = false
            output.write("\r\u{1B}[K")
        }
        await output.drain()
        mode.restore()
    }

    private func take(
        _ bytes: [UInt8], _ lines: AsyncStream<String>.Continuation, _ keys: AsyncStream<TerminalKey>.Continuation
    ) {
        state.withLock { state in
            guard state.isOpen else { return }
            let before = state.editor.text
            for byte in bytes {
                switch state.editor.take(byte) {
                case .line(let line): lines.yield(line)
                case .interrupt: keys.yield(.interrupt)
                case .end: lines.finish()
                case .changed, .none: break
                }
            }
            output.write(Self.row(state))
            let text = state.editor.text
            if text.count > before.count, text.first != "/" { keys.yield(.typing) }
        }
    }

    /// Draws the row anew, from its first column on.
    private static func row(_ state: State) -> String {
        let (text, column) = state.editor.row(prompt: state.prompt, width: RawMode.columns(of: STDOUT_FILENO))
        return "\r\u{1B}[K\(text)\r" + (column > 0 ? "\u{1B}[\(column)C" : "")
    }
}
