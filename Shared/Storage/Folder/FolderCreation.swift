#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Makes folders that only their owner can enter.
enum FolderCreation {
    /// Makes a folder, and those above it that are missing, each with mode 0700.
    ///
    /// One that exists is left as it is.
    static func create(_ path: String) throws(DataFolderError) {
        guard !path.isEmpty else { throw .unusable(folder: path, cause: "its path is empty") }
        let failure = makeAll(path)
        guard failure == 0 else { throw .unusable(folder: path, cause: SystemText.of(failure)) }
    }

    /// Makes a folder and those above it, and returns 0 or the number of the error.
    private static func makeAll(_ path: String) -> CInt {
        let parent = parent(of: path)
        var failure = make(path)
        if failure == ENOENT, parent != path {
            let parentFailure = makeAll(parent)
            failure = parentFailure == 0 ? make(path) : parentFailure
        }
        switch failure {
        case 0:
            // The new name has to survive the loss of power, like what will be written below it.
            synchronize(parent)
            return 0
        case EEXIST:
            return isFolder(path) ? 0 : ENOTDIR
        default:
            return failure
        }
    }

    private static func make(_ path: String) -> CInt {
        mkdir(path, 0o700) == 0 ? 0 : errno
    }

    private static func parent(of path: String) -> String {
        let parts = path.split(separator: "/").dropLast()
        let joined = parts.joined(separator: "/")
        if path.hasPrefix("/") { return "/" + joined }
        return joined.isEmpty ? "." : joined
    }

    private static func isFolder(_ path: String) -> Bool {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        close(descriptor)
        return true
    }

    private static func synchronize(_ path: String) {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }
}
