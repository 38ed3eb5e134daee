internal import NIOCore

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The system's call, out of reach of the methods that bear its name.
private func systemWrite(_ descriptor: CInt, _ bytes: UnsafeRawBufferPointer) -> Int {
    write(descriptor, bytes.baseAddress, bytes.count)
}

/// A blob that is being written; every call blocks.
///
/// The descriptor is closed with this value. One caller uses it at a time.
final class IncomingFile: Sendable {
    private let descriptor: CInt
    private let path: String

    /// Makes an empty file with a name that no other has.
    init(in folder: String) throws(BlobError) {
        path = "\(folder)/\(String(UInt64.random(in: 0...UInt64.max), radix: 36))"
        descriptor = Self.make(path)
        guard descriptor >= 0 else { throw BlobError.lastError }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    private static func make(_ path: String) -> CInt {
        open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    }

    /// Writes behind what was written before.
    func write(_ bytes: ByteBuffer) throws(BlobError) {
        var rest = bytes
        while rest.readableBytes > 0 {
            let count = rest.withUnsafeReadableBytes { systemWrite(descriptor, $0) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw BlobError.lastError }
            rest.moveReaderIndex(forwardBy: count)
        }
    }

    /// Makes the file durable and gives it its name, in place of what had it before.
    func move(to path: String, in folder: String) throws(BlobError) {
        guard fsync(descriptor) == 0, rename(self.path, path) == 0 else { throw BlobError.lastError }
        try Folder.sync(folder)
    }

    /// Removes the file, unless it was moved.
    func remove() {
        unlink(path)
    }
}

/// A blob that is being read: whatever becomes of its name, its bytes stay.
///
/// The descriptor is closed with this value.
final class OpenFile: Sendable {
    /// How many bytes it is long.
    let size: Int64
    private let descriptor: CInt

    /// Opens a file; nil when there is none.
    init?(_ path: String) throws(BlobError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        self.descriptor = descriptor
        guard descriptor >= 0 else {
            size = 0
            guard errno == ENOENT else { throw BlobError.lastError }
            return nil
        }
        let end = lseek(descriptor, 0, SEEK_END)
        size = Int64(end)
        guard end >= 0 else { throw BlobError.lastError }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// Reads bytes; blocks.
    ///
    /// - Parameters:
    ///   - range: Where they are.
    ///   - limit: The most to read at once.
    /// - Returns: At least one byte.
    /// - Throws: ``BlobError``; also when there are no more bytes, for the file is shorter than it was.
    func read(_ range: Range<Int64>, atMost limit: Int) throws(BlobError) -> ByteBuffer {
        let wanted = Int(min(Int64(limit), range.upperBound - range.lowerBound))
        var buffer = ByteBufferAllocator().buffer(capacity: wanted)
        while true {
            var count = 0
            buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: wanted) { bytes in
                count = pread(descriptor, bytes.baseAddress, wanted, off_t(range.lowerBound))
                return max(0, count)
            }
            if count > 0 { return buffer }
            guard count < 0 else { throw .unavailable("a file has been cut") }
            guard errno == EINTR else { throw BlobError.lastError }
        }
    }
}
