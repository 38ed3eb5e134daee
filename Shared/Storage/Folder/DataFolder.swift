internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The folder where one process keeps its files, and its claim on it.
///
/// The claim is a lock on the file `parley.lock`. The system drops it when the process ends in whatever way, so nothing
/// stale is ever left behind; the file itself stays.
package final class DataFolder: Sendable {
    /// The folder's path.
    package let path: String

    /// The descriptor that holds the lock, nil once released.
    private let lock: Mutex<CInt?>

    /// Makes the folder if there is none (mode 0700, with the folders above it) and claims it.
    ///
    /// - Parameter path: The folder.
    /// - Throws: `inUse` if a process has claimed it, this one too; `unusable` if it cannot be made or written.
    package init(_ path: String) throws(DataFolderError) {
        try FolderCreation.create(path)
        self.path = path
        lock = Mutex(try Self.claim(path))
    }

    deinit {
        release()
    }

    /// The path of a file in the folder, whose name must never come from a client.
    package func path(of name: String) -> String {
        "\(path)/\(name)"
    }

    /// Whether a mark was left in the folder.
    package func hasMark(_ name: String) -> Bool {
        access(path(of: name), F_OK) == 0
    }

    /// Leaves a mark in the folder: an empty file, there after any crash once this has returned.
    ///
    /// - Throws: `unusable` when it cannot be written.
    package func leaveMark(_ name: String) throws(DataFolderError) {
        for (path, flags) in [(path(of: name), O_WRONLY | O_CREAT), (path, O_RDONLY | O_DIRECTORY)] {
            let descriptor = open(path, flags | O_CLOEXEC, 0o600)
            guard descriptor >= 0 else { throw .unusable(folder: self.path, cause: SystemText.ofLastError()) }
            defer { close(descriptor) }
            guard fsync(descriptor) == 0 else {
                throw .unusable(folder: self.path, cause: SystemText.ofLastError())
            }
        }
    }

    /// Gives up the claim; what was opened in the folder has to be closed before.
    ///
    /// Doing it again does nothing.
    package func release() {
        lock.withLock { descriptor in
            if let open = descriptor { close(open) }
            descriptor = nil
        }
    }

    private static func claim(_ path: String) throws(DataFolderError) -> CInt {
        // Not inherited by programs that are started from this one: they would keep the claim after its death.
        let descriptor = open("\(path)/parley.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .unusable(folder: path, cause: SystemText.ofLastError()) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let isTaken = errno == EWOULDBLOCK
            let cause = SystemText.ofLastError()
            let owner = LockOwner.read(from: descriptor)
            close(descriptor)
            throw isTaken ? .inUse(folder: path, owner: owner) : .unusable(folder: path, cause: cause)
        }
        guard LockOwner.write(getpid(), to: descriptor) else {
            let cause = SystemText.ofLastError()
            close(descriptor)
            throw .unusable(folder: path, cause: cause)
        }
        return descriptor
    }
}
