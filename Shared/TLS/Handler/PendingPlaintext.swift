import NIOCore

/// Plaintext that is to be encrypted, in order, and who waits for it to be sent.
struct PendingPlaintext {
    /// What makes one record, and who waits for its last byte.
    struct Piece {
        var bytes: ByteBuffer
        var promises: [EventLoopPromise<Void>] = []
    }

    private var writes = CircularBuffer<(bytes: ByteBuffer, promise: EventLoopPromise<Void>?)>()
    /// The bytes of all of it.
    private(set) var byteCount = 0

    /// Whether nobody waits; a write of no bytes waits too.
    var isEmpty: Bool { writes.isEmpty }

    /// Appends a write.
    mutating func append(_ bytes: ByteBuffer, _ promise: EventLoopPromise<Void>?) {
        writes.append((bytes, promise))
        byteCount += bytes.readableBytes
    }

    /// Takes the next piece: a slice of a large write, or small ones put together.
    ///
    /// - Parameter limit: The bytes of a piece at most.
    /// - Returns: nil when there is nothing.
    mutating func next(_ limit: Int) -> Piece? {
        guard let first = take(limit) else { return nil }
        var piece = Piece(bytes: first.bytes)
        if let promise = first.promise { piece.promises.append(promise) }
        while piece.bytes.readableBytes < limit, let more = take(limit - piece.bytes.readableBytes) {
            piece.bytes.writeImmutableBuffer(more.bytes)
            if let promise = more.promise { piece.promises.append(promise) }
        }
        return piece
    }

    /// Takes at most `limit` bytes of the first write; its promise comes with its last byte.
    private mutating func take(_ limit: Int) -> (bytes: ByteBuffer, promise: EventLoopPromise<Void>?)? {
        guard !writes.isEmpty else { return nil }
        if writes[writes.startIndex].bytes.readableBytes > limit,
            let slice = writes[writes.startIndex].bytes.readSlice(length: limit)
        {
            byteCount -= limit
            return (slice, nil)
        }
        let write = writes.removeFirst()
        byteCount -= write.bytes.readableBytes
        return write
    }

    /// Forgets everything, and tells those who wait.
    mutating func fail(_ error: any Error) {
        let failed = writes
        writes.removeAll()
        byteCount = 0
        for write in failed { write.promise?.fail(error) }
    }
}
