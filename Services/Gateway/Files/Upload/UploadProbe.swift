import Blobs
import NIOCore
import Synchronization

/// Watches content on its way: keeps how it begins, and cuts it off when it is too long.
final class UploadProbe: Sendable {
    private struct State {
        var head: [UInt8] = []
        var size: Int64 = 0
    }

    private let limit: Int64
    private let state = Mutex(State())

    /// - Parameter limit: The most bytes that are let through.
    init(limit: Int64) {
        self.limit = limit
    }

    /// The first bytes of what has gone through.
    var head: [UInt8] { state.withLock(\.head) }

    /// The content, under watch: ends with 413 beyond the limit.
    func watch(_ content: BlobStream) -> BlobStream {
        BlobStream(Watched(content: content, probe: self))
    }

    fileprivate func pass(_ piece: ByteBuffer) throws(Refusal) {
        let isTooLong = state.withLock { state in
            state.size += Int64(piece.readableBytes)
            let missing = TypeSniffer.length - state.head.count
            if missing > 0 { state.head += piece.readableBytesView.prefix(missing) }
            return state.size > limit
        }
        if isTooLong { throw Refusal(.tooLarge) }
    }
}

private struct Watched: AsyncSequence, Sendable {
    typealias Element = ByteBuffer
    typealias Failure = any Error

    struct AsyncIterator: AsyncIteratorProtocol {
        var content: BlobStream.AsyncIterator
        let probe: UploadProbe

        mutating func next() async throws -> ByteBuffer? {
            try await next(isolation: #isolation)
        }

        mutating func next(isolation actor: isolated (any Actor)?) async throws -> ByteBuffer? {
            guard let piece = try await content.next(isolation: actor) else { return nil }
            try probe.pass(piece)
            return piece
        }
    }

    let content: BlobStream
    let probe: UploadProbe

    func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(content: content.makeAsyncIterator(), probe: probe)
    }
}
