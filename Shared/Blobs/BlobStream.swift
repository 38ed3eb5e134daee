package import NIOCore

/// Bytes on their way, piece by piece, each made when it is asked for.
///
/// Whoever reads slowly makes the source wait. To be read once.
package struct BlobStream: AsyncSequence, Sendable {
    package typealias Element = ByteBuffer
    package typealias Failure = any Error

    /// Gives the next piece, not empty; nil at the end.
    package typealias Step = (isolated (any Actor)?) async throws -> ByteBuffer?

    /// Reads the pieces one after the other.
    package struct AsyncIterator: AsyncIteratorProtocol {
        private let step: Step

        fileprivate init(step: @escaping Step) {
            self.step = step
        }

        package mutating func next() async throws -> ByteBuffer? {
            try await next(isolation: #isolation)
        }

        package mutating func next(isolation actor: isolated (any Actor)?) async throws -> ByteBuffer? {
            try await step(actor)
        }
    }

    private let start: @Sendable () -> Step

    /// Makes a stream of any sequence of pieces.
    package init<Pieces: AsyncSequence & Sendable>(_ pieces: Pieces) where Pieces.Element == ByteBuffer {
        start = {
            var iterator = pieces.makeAsyncIterator()
            return { (actor: isolated (any Actor)?) async throws -> ByteBuffer? in
                while let piece = try await iterator.next(isolation: actor) {
                    if piece.readableBytes > 0 { return piece }
                }
                return nil
            }
        }
    }

    /// Makes a stream of what is at hand.
    package init(_ bytes: ByteBuffer) {
        start = {
            var rest: ByteBuffer? = bytes.readableBytes > 0 ? bytes : nil
            return { (_: isolated (any Actor)?) async throws -> ByteBuffer? in
                defer { rest = nil }
                return rest
            }
        }
    }

    /// Makes a stream of a function that gives the next piece, not empty, and nil at the end.
    package init(next: @escaping @Sendable () async throws -> ByteBuffer?) {
        start = {
            return { (_: isolated (any Actor)?) async throws -> ByteBuffer? in try await next() }
        }
    }

    /// Makes a stream of a function that gives the piece at a place.
    ///
    /// - Parameters:
    ///   - range: The bytes of a source to read.
    ///   - piece: Gives bytes from a place on, at most to the end of the range; none at the end of the source.
    package init(
        _ range: Range<Int64>, piece: @escaping @Sendable (_ range: Range<Int64>) async throws -> ByteBuffer
    ) {
        start = {
            var place = range.lowerBound
            return { (_: isolated (any Actor)?) async throws -> ByteBuffer? in
                guard place < range.upperBound else { return nil }
                let bytes = try await piece(place..<range.upperBound)
                place += Int64(bytes.readableBytes)
                return bytes.readableBytes > 0 ? bytes : nil
            }
        }
    }

    package func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(step: start())
    }

    /// Reads all of it into memory.
    ///
    /// - Parameter limit: The most bytes that are taken.
    /// - Returns: The bytes; nil when there are more.
    /// - Throws: What the source throws.
    package func collect(upTo limit: Int) async throws -> ByteBuffer? {
        var whole = ByteBuffer()
        for try await piece in self {
            guard whole.readableBytes + piece.readableBytes <= limit else { return nil }
            whole.writeImmutableBuffer(piece)
        }
        return whole
    }
}
