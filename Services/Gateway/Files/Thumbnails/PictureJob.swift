import Blobs
import NIOCore

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// The files of one run of a picture program, in a folder of their own; every call blocks.
final class PictureJob: Sendable {
    /// The folder.
    let folder: String

    /// Chooses a name that no other has.
    init() {
        let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        folder = "\(base)/parley-picture-\(String(UInt64.random(in: 0...UInt64.max), radix: 36))"
    }

    /// The original.
    var input: String { "\(folder)/in" }
    /// What comes out.
    var output: String { "\(folder)/out" }

    /// Makes the folder, for this user alone.
    func make() throws {
        guard mkdir(folder, 0o700) == 0 else { throw BlobError.unavailable("no room for pictures") }
    }

    /// Writes the next bytes of the original.
    func add(_ bytes: ByteBuffer) throws {
        guard let file = fopen(input, "ae") else { throw BlobError.unavailable("no room for pictures") }
        let count = bytes.withUnsafeReadableBytes { fwrite($0.baseAddress, 1, $0.count, file) }
        guard fclose(file) == 0, count == bytes.readableBytes else {
            throw BlobError.unavailable("no room for pictures")
        }
    }

    /// What has come out; nil for nothing, and for more than a limit.
    func result(upTo limit: Int) -> ByteBuffer? {
        guard let file = fopen(output, "re") else { return nil }
        defer { fclose(file) }
        var buffer = ByteBufferAllocator().buffer(capacity: 64 * 1024)
        while buffer.readableBytes <= limit {
            let count = buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: 16 * 1024) { bytes in
                fread(bytes.baseAddress, 1, bytes.count, file)
            }
            guard count > 0 else { break }
        }
        return buffer.readableBytes > 0 && buffer.readableBytes <= limit ? buffer : nil
    }

    /// Removes everything.
    func remove() {
        unlink(input)
        unlink(output)
        rmdir(folder)
    }
}
