#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The process's file descriptors.
enum Descriptors {
    #if canImport(Glibc)
        private static let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    #else
        private static let resource = RLIMIT_NOFILE
    #endif

    /// Uses up all descriptors but a few.
    static func leave(_ free: Int) {
        var limit = rlimit()
        getrlimit(resource, &limit)
        limit.rlim_cur = 256
        setrlimit(resource, &limit)
        var taken: [Int32] = []
        while true {
            let descriptor = dup(0)
            guard descriptor >= 0 else { break }
            taken.append(descriptor)
        }
        for descriptor in taken.suffix(free) { close(descriptor) }
    }
}
