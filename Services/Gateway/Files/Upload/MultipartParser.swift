import NIOCore

/// Reads `multipart/form-data` (RFC 7578, RFC 2046 section 5.1) piece by piece, however it is cut.
///
/// Holds no more than what could be the beginning of a boundary, or one part's headers.
struct MultipartParser {
    /// What comes out, in order.
    enum Event: Equatable {
        /// A part begins.
        case part(MultipartHead)
        /// Bytes of the part.
        case bytes(ByteBuffer)
        /// The part is complete.
        case partEnd
        /// The last boundary has come; what follows is not looked at.
        case end
    }

    /// What is wrong with a body.
    enum Fault: Error, Equatable {
        case malformed
        /// A part's headers, or the number of parts, are beyond all reason.
        case tooMuch
    }

    /// Bytes of one part's headers.
    static let headSize = 8 * 1024
    /// Parts of one body.
    static let parts = 32
    /// Characters of a boundary.
    private static let boundaryLength = 1...70

    private enum State {
        case preamble, delimiter, head, body, end
    }

    private let delimiter: [UInt8]
    private var state = State.preamble
    private var buffer = ByteBuffer()
    private var count = 0

    /// Begins a body.
    ///
    /// - Parameter contentType: The value of the request's header; nil comes out unless it is a form with a boundary.
    init?(contentType: String?) {
        guard let contentType, MediaType(contentType)?.text == "multipart/form-data",
            let boundary = HeaderParameters(contentType)["boundary"],
            Self.boundaryLength.contains(boundary.utf8.count)
        else { return nil }
        delimiter = Array("\r\n--\(boundary)".utf8)
        // The first boundary has no line before it.
        buffer.writeString("\r\n")
    }

    /// Takes the next piece of the body.
    ///
    /// - Returns: What has become complete.
    mutating func read(_ piece: ByteBuffer) throws(Fault) -> [Event] {
        guard state != .end else { return [] }
        buffer.writeImmutableBuffer(piece)
        var events: [Event] = []
        while try step(&events) {}
        buffer.discardReadBytes()
        return events
    }

    /// Whether the body is complete.
    var isComplete: Bool { state == .end }

    /// Goes one step on; false when more bytes are needed.
    private mutating func step(_ events: inout [Event]) throws(Fault) -> Bool {
        switch state {
        case .preamble:
            guard let place = place(of: delimiter) else {
                skip(buffer.readableBytes - delimiter.count + 1)
                return false
            }
            skip(place + delimiter.count)
            state = .delimiter
        case .delimiter:
            return try readDelimiter(&events)
        case .head:
            return try readHead(&events)
        case .body:
            let place = place(of: delimiter)
            let length = place ?? max(0, buffer.readableBytes - delimiter.count + 1)
            if length > 0, let bytes = buffer.readSlice(length: length) { events.append(.bytes(bytes)) }
            guard place != nil else { return false }
            skip(delimiter.count)
            events.append(.partEnd)
            state = .delimiter
        case .end:
            return false
        }
        return true
    }

    /// Behind a boundary: two dashes end the body; else the line ends after white space, and a part begins.
    private mutating func readDelimiter(_ events: inout [Event]) throws(Fault) -> Bool {
        guard buffer.readableBytes >= 2 else { return false }
        if buffer.readableBytesView.starts(with: "--".utf8) {
            state = .end
            buffer = ByteBuffer()
            events.append(.end)
            return false
        }
        guard let place = place(of: Array("\r\n".utf8)) else {
            guard buffer.readableBytes < Self.headSize else { throw .tooMuch }
            return false
        }
        let padding = buffer.readableBytesView.prefix(place)
        guard padding.allSatisfy({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }) else { throw .malformed }
        // The line's end stays: it begins the empty line of a part without headers.
        skip(place)
        count += 1
        guard count <= Self.parts else { throw .tooMuch }
        state = .head
        return true
    }

    private mutating func readHead(_ events: inout [Event]) throws(Fault) -> Bool {
        guard let place = place(of: Array("\r\n\r\n".utf8)) else {
            guard buffer.readableBytes < Self.headSize else { throw .tooMuch }
            return false
        }
        guard place < Self.headSize else { throw .tooMuch }
        let text = buffer.readString(length: place) ?? ""
        skip(4)
        guard let head = MultipartHead(text) else { throw .malformed }
        events.append(.part(head))
        // The empty line may be the beginning of the next boundary's.
        state = .body
        return true
    }

    private mutating func skip(_ length: Int) {
        if length > 0 { buffer.moveReaderIndex(forwardBy: min(length, buffer.readableBytes)) }
    }

    /// Where bytes are in what is still to be read.
    private func place(of needle: [UInt8]) -> Int? {
        let view = buffer.readableBytesView
        guard let first = needle.first else { return nil }
        var start = view.startIndex
        while let place = view[start...].firstIndex(of: first) {
            guard view.endIndex - place >= needle.count else { return nil }
            if view[place..<place + needle.count].elementsEqual(needle) { return place - view.startIndex }
            start = place + 1
        }
        return nil
    }
}
