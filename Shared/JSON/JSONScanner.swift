/// Reads one JSON text in a single pass, straight from its bytes.
///
/// The reader asks for what it expects (`string()`, `int()`, `nextKey()` …) and the scanner checks the grammar of
/// RFC 8259 on the way: strict, UTF-8 validated, nesting limited. A value that is not asked for is still validated,
/// but nothing is allocated for it. Opaque values are cut out as `RawJSON`.
///
/// A key that occurs twice is handed out twice, so a reader that assigns as it goes lets the last one win.
/// After an error is thrown the scanner's position is unspecified and it must not be used again.
package struct JSONScanner: ~Copyable {
    /// The nesting allowed unless said otherwise.
    package static let defaultMaxDepth = 64
    /// The greatest nesting that can be allowed: validation recurses, and the stack must hold it.
    private static let highestMaxDepth = 512

    /// What may stand at the position.
    enum Place {
        /// A value, at the beginning or after a key or a comma.
        case value
        /// A first member or element, or the end of the container just entered.
        case opened
        /// A comma, the end of the container, or nothing.
        case valued
    }

    let bytes: UnsafeRawBufferPointer
    let maxDepth: Int
    var position = 0
    var depth = 0
    var place = Place.value

    /// Creates a scanner over borrowed bytes.
    ///
    /// - Parameters:
    ///   - bytes: One JSON text; the memory must stay valid and unchanged while the scanner is in use.
    ///   - maxDepth: How many containers may be inside one another, at most 512.
    package init(_ bytes: UnsafeRawBufferPointer, maxDepth: Int = JSONScanner.defaultMaxDepth) {
        self.bytes = bytes
        self.maxDepth = min(maxDepth, Self.highestMaxDepth)
    }

    /// Runs a reader over an array of bytes.
    package static func scan<Result, Failure: Error>(
        _ bytes: [UInt8],
        maxDepth: Int = JSONScanner.defaultMaxDepth,
        _ read: (inout JSONScanner) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try bytes.withUnsafeBufferPointer { buffer throws(Failure) in
            var scanner = JSONScanner(UnsafeRawBufferPointer(buffer), maxDepth: maxDepth)
            return try read(&scanner)
        }
    }

    /// Runs a reader over a slice of bytes; offsets in errors count from the beginning of the slice.
    package static func scan<Result, Failure: Error>(
        _ bytes: ArraySlice<UInt8>,
        maxDepth: Int = JSONScanner.defaultMaxDepth,
        _ read: (inout JSONScanner) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try bytes.withUnsafeBufferPointer { buffer throws(Failure) in
            var scanner = JSONScanner(UnsafeRawBufferPointer(buffer), maxDepth: maxDepth)
            return try read(&scanner)
        }
    }

    /// How many bytes have been read.
    package var offset: Int { position }

    /// Checks that nothing but whitespace is left, validating the value first if nobody read it.
    ///
    /// - Throws: `trailingBytes`, or what is wrong with the value.
    package mutating func finish() throws(JSONError) {
        if place == .value { try skip() }
        skipWhitespace()
        guard depth == 0, position == bytes.count else { throw JSONError(.trailingBytes, at: position) }
    }

    /// An error at the present position, for a reader that refuses a well-formed value.
    ///
    /// - Parameter wanted: What would have been accepted; fixed text, never input.
    /// - Returns: The error to throw.
    package func refusal(_ wanted: StaticString) -> JSONError {
        JSONError(.unacceptable(wanted.description), at: position)
    }

    /// The byte at the position; nil at the end.
    @inline(__always)
    var current: UInt8? {
        position < bytes.count ? bytes[position] : nil
    }

    @inline(__always)
    mutating func skipWhitespace() {
        while position < bytes.count, bytes[position].isJSONWhitespace { position &+= 1 }
    }

    /// The error for a byte that does not fit at the position.
    @inline(never)
    func misplaced() -> JSONError {
        JSONError(position < bytes.count ? .unexpectedByte : .unexpectedEnd, at: position)
    }

    /// Moves over one byte that must be there.
    @inline(__always)
    mutating func expect(_ byte: UInt8) throws(JSONError) {
        guard position < bytes.count, bytes[position] == byte else { throw misplaced() }
        position &+= 1
    }

    /// Moves to the beginning of the next value and tells its kind without reading it.
    ///
    /// - Throws: `unexpectedEnd` or `unexpectedByte` when no value begins here.
    package mutating func peek() throws(JSONError) -> JSONKind {
        guard place == .value else { throw misplaced() }
        skipWhitespace()
        guard let byte = current, let kind = JSONKind(startingWith: byte) else { throw misplaced() }
        return kind
    }

    /// Moves to the beginning of the next value, which must be of one kind.
    @inline(__always)
    mutating func begin(_ expected: JSONKind) throws(JSONError) {
        skipWhitespace()
        guard place == .value, position < bytes.count, JSONKind(startingWith: bytes[position]) == expected else {
            throw mismatch(expected)
        }
    }

    /// The error for a value of another kind than expected, or for no value.
    @inline(never)
    private mutating func mismatch(_ expected: JSONKind) -> JSONError {
        do throws(JSONError) {
            _ = try peek()
            return JSONError(.typeMismatch(expected: expected), at: position)
        } catch {
            return error
        }
    }
}
