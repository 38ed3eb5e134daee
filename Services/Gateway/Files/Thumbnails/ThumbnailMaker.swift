import Blobs
import NIOCore
import NIOPosix
import Synchronization

/// Makes small pictures of uploaded ones, in a process of its own for each (see ``PictureProgram``).
///
/// One picture is made once however many ask for it, and kept beside the original. What cannot be made into one is
/// remembered, so that asking again costs nothing.
final class ThumbnailMaker: Sendable {
    /// The longest side that a small picture may have, pixels.
    static let sizes: Set<Int> = [64, 128, 256, 512, 1024]
    /// Pixels of an original, beyond which it is taken for an attack.
    static let pixels = 100_000_000
    /// What those may wait that are to be made, for a thread.
    private static let queue = 32
    /// Refusals that are remembered.
    private static let memory = 10_000

    private struct State {
        var waiting: [BlobKey: [CheckedContinuation<Void, Never>]] = [:]
        var refused: Set<BlobKey> = []
    }

    private let blobs: any BlobStore
    private let program: PictureProgram
    private let threads: NIOThreadPool
    private let state = Mutex(State())

    /// Prepares to make pictures.
    ///
    /// - Parameters:
    ///   - blobs: Where originals and small pictures are kept.
    ///   - program: Makes one.
    ///   - threads: How many are made at once.
    init(blobs: any BlobStore, program: PictureProgram = PictureProgram(), threads: Int = 2) {
        self.blobs = blobs
        self.program = program
        self.threads = NIOThreadPool(numberOfThreads: threads)
        self.threads.start()
    }

    deinit {
        threads.shutdownGracefully { _ in }
    }

    /// Sees to it that there is a small picture.
    ///
    /// - Parameters:
    ///   - file: The original.
    ///   - size: One of ``sizes``.
    /// - Returns: How many bytes it is long.
    /// - Throws: ``Refusal``: 415 for what is no picture or too large a one, 404 where no pictures are made, 503 when too
    ///   many are to be made at once; ``BlobError``.
    func picture(of file: FileRecord, _ size: Int) async throws -> Int64 {
        guard let format = PictureProgram.Format(file.type) else { throw Refusal(.unsupportedType) }
        let key = try file.key(thumbnail: size)
        try await take(key)
        defer { giveBack(key) }
        guard !state.withLock({ $0.refused.contains(key) }) else { throw Refusal(.unsupportedType) }
        if let length = try await blobs.size(of: key) { return length }
        guard let original = try await blobs.open(file.key(), nil) else { throw Refusal(.notFound) }
        let job = PictureJob()
        try await threads.runIfActive { try job.make() }
        defer { threads.submit { _ in job.remove() } }
        for try await piece in original.content {
            try await threads.runIfActive { try job.add(piece) }
        }
        let outcome = try await threads.runIfActive { [program] in
            program.run(job, format, size: size, pixels: Self.pixels)
        }
        switch outcome {
        case .made(let picture):
            return try await blobs.put(key, BlobStream(picture))
        case .refused:
            state.withLock { state in
                if state.refused.count >= Self.memory { state.refused.removeAll() }
                state.refused.insert(key)
            }
            throw Refusal(.unsupportedType)
        case .noProgram:
            throw Refusal(.notFound)
        }
    }

    /// Waits until nobody else makes the same.
    private func take(_ key: BlobKey) async throws(Refusal) {
        let isFull = state.withLock { $0.waiting.count >= Self.queue && $0.waiting[key] == nil }
        guard !isFull else { throw Refusal(.serviceUnavailable, [.retry(after: .seconds(1))]) }
        await withCheckedContinuation { continuation in
            let isFree = state.withLock { state in
                guard state.waiting[key] != nil else {
                    state.waiting[key] = []
                    return true
                }
                state.waiting[key]?.append(continuation)
                return false
            }
            if isFree { continuation.resume() }
        }
    }

    private func giveBack(_ key: BlobKey) {
        let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard state.waiting[key]?.isEmpty == false else {
                state.waiting[key] = nil
                return nil
            }
            return state.waiting[key]?.removeFirst()
        }
        next?.resume()
    }
}

extension GatewayFiles {
    /// A small picture of a file.
    ///
    /// - Throws: ``Refusal``: as ``ThumbnailMaker`` has it, and 404 where none are made.
    func thumbnail(of file: FileRecord, _ size: Int) async throws -> FileView {
        guard let thumbnails else { throw Refusal(.notFound) }
        let length = try await working { try await thumbnails.picture(of: file, size) }
        let type = PictureProgram.Format(file.type)?.type ?? TypeSniffer.unknown
        return FileView(key: try file.key(thumbnail: size), type: MediaType(type), size: length)
    }
}
