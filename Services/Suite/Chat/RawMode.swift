#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A terminal that hands over every key at once and shows none of them, until it is restored.
struct RawMode: Sendable {
    private let descriptor: Int32
    private let before: termios

    /// Changes a terminal; nil when the descriptor is none.
    init?(_ descriptor: Int32) {
        var settings = termios()
        guard isatty(descriptor) == 1, tcgetattr(descriptor, &settings) == 0 else { return nil }
        self.descriptor = descriptor
        before = settings
        settings.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG | IEXTEN)
        settings.c_iflag &= ~tcflag_t(IXON | ICRNL)
        guard tcsetattr(descriptor, TCSADRAIN, &settings) == 0 else { return nil }
    }

    /// Makes the terminal what it was.
    func restore() {
        var settings = before
        tcsetattr(descriptor, TCSADRAIN, &settings)
    }

    /// How many columns a terminal has; 80 when it does not say.
    static func columns(of descriptor: Int32) -> Int {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    /// Reads what keys have been pressed, waiting for the first; empty at the end.
    static func read(_ descriptor: Int32) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 1024)
        while true {
            #if canImport(Glibc)
                let count = Glibc.read(descriptor, &bytes, bytes.count)
            #else
                let count = Darwin.read(descriptor, &bytes, bytes.count)
            #endif
            if count < 0, errno == EINTR { continue }
            return Array(bytes.prefix(max(0, count)))
        }
    }
}
