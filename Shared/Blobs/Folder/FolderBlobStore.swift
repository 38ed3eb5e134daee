internal import NIOCore
internal import NIOPosix

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Blobs as files in a folder, in folders below it that are chosen by the hash of the key.
///
/// A blob is written beside its place, made durable, and moved there: whoever crashes meanwhile leaves a piece in
/// `incoming`, which is emptied at the next start. All work with files is done on threads of the store's own.
package final class FolderBlobStore: BlobStore {
    /// Bytes written and read at once: what one reader or writer holds in memory.
    package static let pieceSize = 64 * 1024

    private let root: String
    private let threads: NIOThreadPool

    /// Opens a folder, which is made if there is none; blocks, for start-up.
    ///
    /// - Parameters:
    ///   - path: The folder, which no other process may use.
    ///   - threads: How many reads and writes go on at once.
    /// - Throws: ``BlobError/unavailable(_:)`` when it cannot be made or written.
    package init(_ path: String, threads: Int = 4) throws(BlobError) {
        root = path
        self.threads = NIOThreadPool(numberOfThreads: threads)
        try Folder.make(path)
        try Folder.make("\(path)/incoming")
        try Folder.empty("\(path)/incoming")
        self.threads.start()
    }

    deinit {
        threads.shutdownGracefully { _ in }
    }

    package func put(_ key: BlobKey, _ content: BlobStream) async throws -> Int64 {
        let (folder, path) = place(of: key)
        let file = try await perform { [root] in try IncomingFile(in: "\(root)/incoming") }
        do {
            var size: Int64 = 0
            var waiting = ByteBuffer()
            for try await piece in content {
                size += Int64(piece.readableBytes)
                waiting.writeImmutableBuffer(piece)
                guard waiting.readableBytes >= Self.pieceSize else { continue }
                let bytes = waiting
                waiting = ByteBuffer()
                try await perform { try file.write(bytes) }
            }
            let rest = waiting
            try await perform { [root] in
                try file.write(rest)
                try Folder.make(folder, below: root)
                try file.move(to: path, in: folder)
            }
            return size
        } catch {
            // Also for a task that is cancelled.
            await withCheckedContinuation { continuation in
                threads.submit { _ in
                    file.remove()
                    continuation.resume()
                }
            }
            throw error
        }
    }

    package func open(_ key: BlobKey, _ range: Range<Int64>?) async throws -> Blob? {
        let path = place(of: key).path
        guard let file = try await perform({ try OpenFile(path) }) else { return nil }
        let wanted = (range ?? 0..<file.size).clamped(to: 0..<file.size)
        let content = BlobStream(wanted) { [threads] rest in
            try await threads.runIfActive { try file.read(rest, atMost: Self.pieceSize) }
        }
        return Blob(size: file.size, content: content)
    }

    package func size(of key: BlobKey) async throws -> Int64? {
        let path = place(of: key).path
        return try await perform { try OpenFile(path)?.size }
    }

    package func delete(_ key: BlobKey) async throws {
        let (folder, path) = place(of: key)
        try await perform {
            guard unlink(path) == 0 || errno == ENOENT else { throw BlobError.lastError }
            // Gone for good, also after the loss of power; a folder that is not there holds nothing.
            try? Folder.sync(folder)
        }
    }

    package func address(of key: BlobKey, _ view: BlobView, for time: Duration) -> String? { nil }

    /// Where a blob is: 65,536 folders in two layers, so that millions of files make none of them long.
    private func place(of key: BlobKey) -> (folder: String, path: String) {
        let hash = String(key.hash | 1 << 63, radix: 16)
        let folder = "\(root)/\(hash.suffix(2))/\(hash.dropLast(2).suffix(2))"
        return (folder, "\(folder)/\(key)")
    }

    private func perform<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        do {
            return try await threads.runIfActive(work)
        } catch let error as BlobError {
            throw error
        } catch let error as CancellationError {
            throw error
        } catch {
            throw BlobError.unavailable("it is closed")
        }
    }
}
