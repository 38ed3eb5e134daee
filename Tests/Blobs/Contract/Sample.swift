import Blobs
import NIOCore

/// Bytes that tell where they belong.
enum Sample {
    struct Failure: Error {}

    /// The byte at a place.
    static func byte(_ place: Int) -> UInt8 { UInt8(truncatingIfNeeded: place &* 31 &+ place >> 8) }

    static func bytes(_ range: Range<Int>) -> ByteBuffer { ByteBuffer(bytes: range.lazy.map(byte)) }

    /// The first bytes, in pieces.
    static func stream(_ size: Int, piece: Int = 3000) -> BlobStream {
        BlobStream(0..<Int64(size)) { rest in
            bytes(Int(rest.lowerBound)..<min(Int(rest.upperBound), Int(rest.lowerBound) + piece))
        }
    }

    /// So many bytes, and then an error.
    static func failing(after size: Int) -> BlobStream {
        BlobStream(0..<Int64.max) { rest in
            guard rest.lowerBound < size else { throw Failure() }
            return bytes(Int(rest.lowerBound)..<min(size, Int(rest.lowerBound) + 100_000))
        }
    }

    /// Whether a stream is what a sample has in a range.
    static func isSample(_ stream: BlobStream, _ range: Range<Int>) async throws -> Bool {
        var place = range.lowerBound
        for try await piece in stream {
            guard piece == bytes(place..<place + piece.readableBytes) else { return false }
            place += piece.readableBytes
        }
        return place == range.upperBound
    }

    /// Pieces that end with an error when the reader is cancelled.
    struct Cancellable: AsyncSequence, Sendable {
        typealias Element = ByteBuffer

        struct AsyncIterator: AsyncIteratorProtocol {
            var pieces: AsyncStream<ByteBuffer>.Iterator

            mutating func next() async throws -> ByteBuffer? {
                guard let piece = await pieces.next(isolation: #isolation) else {
                    try Task.checkCancellation()
                    return nil
                }
                return piece
            }
        }

        let pieces: AsyncStream<ByteBuffer>

        init(_ pieces: AsyncStream<ByteBuffer>) {
            self.pieces = pieces
        }

        func makeAsyncIterator() -> AsyncIterator { AsyncIterator(pieces: pieces.makeAsyncIterator()) }
    }
}
