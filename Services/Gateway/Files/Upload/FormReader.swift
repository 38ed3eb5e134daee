import Blobs
import NIOCore

/// Reads the parts of a form one after the other, no faster than they are taken.
actor FormReader {
    /// Bytes of a field that is no file.
    static let fieldSize = 8 * 1024

    private let body: BlobStream.AsyncIterator
    private var parser: MultipartParser
    private var events: ArraySlice<MultipartParser.Event> = []

    /// Begins to read.
    ///
    /// - Parameters:
    ///   - body: The body of a request.
    ///   - parser: Knows its boundary.
    init(_ body: BlobStream, _ parser: MultipartParser) {
        self.body = body.makeAsyncIterator()
        self.parser = parser
    }

    /// The next part; nil at the end of the form.
    ///
    /// What is left of the part before is passed over.
    ///
    /// - Throws: ``Refusal`` for a body that is no form; what the body throws.
    func nextPart() async throws -> MultipartHead? {
        while let event = try await nextEvent() {
            switch event {
            case .part(let head): return head
            case .end: return nil
            case .bytes, .partEnd: continue
            }
        }
        return nil
    }

    /// The next bytes of the part; nil at its end.
    func nextPiece() async throws -> ByteBuffer? {
        guard let event = try await nextEvent(), case .bytes(let bytes) = event else { return nil }
        return bytes
    }

    /// The whole part as text.
    ///
    /// - Throws: ``Refusal`` when it is longer than ``fieldSize``.
    func value() async throws -> String {
        var bytes = ByteBuffer()
        while let piece = try await nextPiece() {
            guard bytes.readableBytes + piece.readableBytes <= Self.fieldSize else { throw Refusal(.malformed) }
            bytes.writeImmutableBuffer(piece)
        }
        return String(buffer: bytes)
    }

    /// Reads what follows the form, so that the request is at its end.
    func drain() async throws {
        while try await nextBytes() != nil {}
    }

    private func nextEvent() async throws -> MultipartParser.Event? {
        while true {
            if let event = events.popFirst() { return event }
            guard !parser.isComplete else { return nil }
            guard let piece = try await nextBytes() else { throw Refusal(.malformed) }
            do {
                events = try parser.read(piece)[...]
            } catch {
                throw Refusal(.malformed)
            }
        }
    }

    private func nextBytes() async throws -> ByteBuffer? {
        // A copy: what it has read is kept where the body comes from.
        var iterator = body
        return try await iterator.next(isolation: self)
    }
}
