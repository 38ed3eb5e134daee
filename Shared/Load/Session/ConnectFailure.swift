import NIOCore
import NIOPosix

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Why a connection could not be made or was lost, in a few words that repeat.
enum ConnectFailure {
    /// Finds the words.
    static func reason(for error: any Error) -> String {
        switch error {
        case let error as NIOConnectionError:
            error.connectionErrors.first.map { reason(for: $0.error) } ?? "no such host"
        case let error as IOError: word(for: error.errnoCode)
        case ChannelError.connectTimeout: "no answer"
        case ChannelError.eof, ChannelError.inputClosed: "closed"
        default: "\(error)"
        }
    }

    private static func word(for code: CInt) -> String {
        switch code {
        case ECONNREFUSED: "nothing listens there"
        case ECONNRESET, EPIPE: "reset"
        case ETIMEDOUT: "timed out"
        case EADDRNOTAVAIL, EADDRINUSE: "no port left: more --sources are needed"
        case EMFILE, ENFILE: "no file left: use --share"
        default: "error \(code)"
        }
    }
}
