import Foundation

/// The files, sockets among them, that this process may still open.
package enum OpenFiles {
    /// How many are kept for what is not a new connection: databases, calls to other services, the runtime itself.
    ///
    /// The last is why accepting until the system refuses is no way: once a second, while work waits, the thread pool of
    /// libdispatch reads the state of its threads from files, and ends the process when it cannot open one.
    package static let reserve = 64

    /// Whether no more than the reserve is left, or than a quarter of the limit where that is less.
    ///
    /// Costs two system calls: the system gives a new file the lowest free number, so that number tells.
    package static var areShort: Bool {
        var limit = rlimit()
        guard getrlimit(openFilesLimit, &limit) == 0 else { return false }
        let lowest = open("/", O_RDONLY | O_CLOEXEC)
        guard lowest >= 0 else { return true }
        close(lowest)
        let kept = min(rlim_t(reserve), limit.rlim_cur / 4)
        return rlim_t(lowest) + kept >= limit.rlim_cur
    }

    /// Allows as many open files as this process may allow itself; what it may not stays as it is.
    ///
    /// The limit that a shell gives, often 1,024, is there for programs that use `select`; connections need more.
    package static func raiseLimit() {
        var limit = rlimit()
        guard getrlimit(openFilesLimit, &limit) == 0, limit.rlim_cur < limit.rlim_max else { return }
        limit.rlim_cur = limit.rlim_max
        setrlimit(openFilesLimit, &limit)
    }

    private static var openFilesLimit: __rlimit_resource_t { __rlimit_resource_t(RLIMIT_NOFILE.rawValue) }
}
