import Foundation

/// Asks for a password on the terminal, without showing it.
enum PasswordPrompt {
    /// Asks, on a thread that may wait.
    ///
    /// The terminal of the process is asked even when the input is a pipe.
    ///
    /// - Returns: What was typed; nil when there is no terminal, or Ctrl-C or Ctrl-D was pressed.
    static func ask(_ question: String) async -> String? {
        await withCheckedContinuation { continuation in
            Thread { continuation.resume(returning: askNow(question)) }.start()
        }
    }

    private static func askNow(_ question: String) -> String? {
        guard let terminal = FileHandle(forUpdatingAtPath: "/dev/tty"), let mode = RawMode(terminal.fileDescriptor)
        else {
            return nil
        }
        try? terminal.write(contentsOf: Data(question.utf8))
        defer {
            mode.restore()
            try? terminal.write(contentsOf: Data("\n".utf8))
        }
        var editor = LineEditor()
        while case let bytes = RawMode.read(terminal.fileDescriptor), !bytes.isEmpty {
            for byte in bytes {
                switch editor.take(byte) {
                case .line(let line): return line
                case .interrupt, .end: return nil
                case .changed, .none: break
                }
            }
        }
        return nil
    }
}
