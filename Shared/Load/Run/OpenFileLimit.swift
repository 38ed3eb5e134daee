#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// How many files, and so connections, this process may have open.
enum OpenFileLimit {
    /// What a process needs besides its connections.
    private static let reserve = 64

    /// Raises the limit as far as the system lets it, and looks whether that is enough.
    ///
    /// - Throws: `LoadFailure.unusable`.
    static func check(for connections: Int) throws(LoadFailure) {
        var limit = rlimit()
        #if canImport(Glibc)
            let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        #else
            let resource = RLIMIT_NOFILE
        #endif
        guard getrlimit(resource, &limit) == 0 else { return }
        limit.rlim_cur = limit.rlim_max
        setrlimit(resource, &limit)
        getrlimit(resource, &limit)
        guard rlim_t(connections + reserve) > limit.rlim_cur else { return }
        throw .unusable(
            "this process may open \(limit.rlim_cur) files, fewer than \(connections) connections need: use --share")
    }
}
