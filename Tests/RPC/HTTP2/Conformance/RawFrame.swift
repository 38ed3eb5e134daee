/// An HTTP/2 frame as bytes, right or wrong as a test likes (RFC 9113 section 4.1).
struct RawFrame: Equatable, Sendable {
    /// The kinds of frames (section 6).
    enum Kind {
        static let data: UInt8 = 0
        static let headers: UInt8 = 1
        static let priority: UInt8 = 2
        static let reset: UInt8 = 3
        static let settings: UInt8 = 4
        static let pushPromise: UInt8 = 5
        static let ping: UInt8 = 6
        static let goAway: UInt8 = 7
        static let windowUpdate: UInt8 = 8
        static let continuation: UInt8 = 9
    }

    /// The flags, of which each kind has some.
    enum Flag {
        static let acknowledgement: UInt8 = 1
        static let endStream: UInt8 = 1
        static let endHeaders: UInt8 = 4
        static let padded: UInt8 = 8
        static let priority: UInt8 = 32
    }

    var kind: UInt8
    var flags: UInt8 = 0
    var stream: UInt32 = 0
    var payload: [UInt8] = []

    /// The header of nine bytes and the payload.
    var bytes: [UInt8] {
        let length = UInt32(payload.count)
        return length.bytes.dropFirst() + [kind, flags] + stream.bytes + payload
    }

    // MARK: Frames that tests send

    static func data(_ stream: UInt32, _ body: String = "test", flags: UInt8 = 0) -> RawFrame {
        RawFrame(kind: Kind.data, flags: flags, stream: stream, payload: Array(body.utf8))
    }

    /// A whole header list that ends the stream, unless said otherwise.
    static func headers(
        _ stream: UInt32, _ block: [UInt8] = FieldBlock.get.bytes,
        flags: UInt8 = Flag.endHeaders | Flag.endStream
    ) -> RawFrame {
        RawFrame(kind: Kind.headers, flags: flags, stream: stream, payload: block)
    }

    static func continuation(_ stream: UInt32, _ block: [UInt8], flags: UInt8 = Flag.endHeaders) -> RawFrame {
        RawFrame(kind: Kind.continuation, flags: flags, stream: stream, payload: block)
    }

    /// What a stream depends on, the highest bit making it the only one to do so, and one less than its weight.
    static func priority(_ stream: UInt32, on dependency: UInt32 = 0, weight: UInt8 = 0) -> RawFrame {
        RawFrame(kind: Kind.priority, stream: stream, payload: dependency.bytes + [weight])
    }

    static func reset(_ stream: UInt32, _ code: UInt32 = 8) -> RawFrame {
        RawFrame(kind: Kind.reset, stream: stream, payload: code.bytes)
    }

    static func settings(_ entries: KeyValuePairs<UInt16, UInt32> = [:]) -> RawFrame {
        RawFrame(
            kind: Kind.settings,
            payload: entries.flatMap { [UInt8($0.key >> 8), UInt8(truncatingIfNeeded: $0.key)] + $0.value.bytes })
    }

    static let settingsAcknowledged = RawFrame(kind: Kind.settings, flags: Flag.acknowledgement)

    static func ping(_ payload: String = "question", flags: UInt8 = 0, stream: UInt32 = 0) -> RawFrame {
        RawFrame(kind: Kind.ping, flags: flags, stream: stream, payload: Array(payload.utf8))
    }

    static func goAway(_ code: UInt32 = 0, stream: UInt32 = 0) -> RawFrame {
        RawFrame(kind: Kind.goAway, stream: stream, payload: UInt32(0).bytes + code.bytes)
    }

    static func windowUpdate(_ stream: UInt32, _ increment: UInt32) -> RawFrame {
        RawFrame(kind: Kind.windowUpdate, stream: stream, payload: increment.bytes)
    }

    /// The number at a place in the payload; 0 beyond its end.
    func number(at offset: Int) -> UInt32 {
        payload.dropFirst(offset).prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }
}

extension UInt32 {
    /// In network order.
    var bytes: [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: self >> $0) } }
}
