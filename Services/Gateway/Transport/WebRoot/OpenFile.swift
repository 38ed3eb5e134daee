internal import NIOCore

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// A regular file that is open for reading; closed with the last that holds it.
///
/// Everything but `size` and `tag` blocks, and is not for an event loop.
final class OpenFile: Sendable {
    /// Bytes, when it was opened.
    let size: Int
    /// Changes with the file; without the quotes of an ETag.
    let tag: String
    /// When the file was last changed, nanoseconds since 1970.
    let changedAt: Int64
    private let descriptor: Int32

    /// Opens a file; nil when there is none, or none that is a regular file and may be read.
    ///
    /// - Parameter path: Where it is, without symbolic links.
    init?(_ path: String) {
        // Whatever is not a regular file, a pipe say, must not be waited for.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        var facts = stat()
        guard fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            return nil
        }
        self.descriptor = descriptor
        size = Int(facts.st_size)
        #if canImport(Glibc)
            let time = facts.st_mtim
        #else
            let time = facts.st_mtimespec
        #endif
        changedAt = Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
        tag = String(size, radix: 16) + "-" + String(changedAt, radix: 16)
    }

    deinit {
        close(descriptor)
    }

    /// Reads a part.
    ///
    /// - Parameters:
    ///   - offset: Where it begins, bytes.
    ///   - count: How long it is, bytes.
    /// - Returns: The part, shorter only if the file ends; nil when it cannot be read.
    func read(from offset: Int, count: Int) -> ByteBuffer? {
        var buffer = ByteBufferAllocator().buffer(capacity: count)
        while buffer.readableBytes < count {
            let missing = count - buffer.readableBytes
            let position = off_t(offset + buffer.readableBytes)
            var got = 0
            buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: missing) { space in
                got = pread(descriptor, space.baseAddress, missing, position)
                return max(got, 0)
            }
            if got < 0, errno == EINTR { continue }
            if got < 0 { return nil }
            if got == 0 { break }
        }
        return buffer
    }

    /// Where a path leads once all symbolic links are followed; nil when nothing is there.
    static func resolve(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// Whether a folder is there.
    static func isFolder(_ path: String) -> Bool {
        var facts = stat()
        return stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR
    }
}
