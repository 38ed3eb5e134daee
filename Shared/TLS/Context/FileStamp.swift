#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What changes about a file when somebody replaces it or writes to it.
struct FileStamp: Equatable {
    private let device: UInt64
    private let inode: UInt64
    private let size: Int64
    private let seconds: Int
    private let nanoseconds: Int

    /// Looks at a file, following links; nil when it is not there.
    init?(of path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        device = UInt64(truncatingIfNeeded: status.st_dev)
        inode = UInt64(truncatingIfNeeded: status.st_ino)
        size = Int64(status.st_size)
        #if canImport(Glibc)
            let modification = status.st_mtim
        #else
            let modification = status.st_mtimespec
        #endif
        seconds = modification.tv_sec
        nanoseconds = modification.tv_nsec
    }
}
