internal import CMongoC

/// A copy of a document that libbson owns, freed with this value.
struct BSONHandle: ~Copyable {
    private let pointer: OpaquePointer

    /// Copies a document.
    ///
    /// - Throws: `StoreError.corrupted` if its length is wrong.
    init(_ document: BSONDocument) throws(StoreError) {
        guard let pointer = bson_new_from_data(document.bytes, document.bytes.count) else { throw .corrupted }
        self.pointer = pointer
    }

    deinit { bson_destroy(pointer) }

    /// Lends the `bson_t` for the time of a call.
    func withPointer<Value, Failure: Error>(
        _ body: (OpaquePointer) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        try body(pointer)
    }
}

/// Room for a document that libmongoc makes, freed with this value.
struct BSONReply: ~Copyable {
    /// The size and the alignment of a `bson_t`, which its header asserts.
    private static let size = 128

    private let room: UnsafeMutableRawPointer

    /// Makes an empty document.
    init() {
        room = .allocate(byteCount: Self.size, alignment: Self.size)
        bson_init(OpaquePointer(room))
    }

    deinit {
        bson_destroy(OpaquePointer(room))
        room.deallocate()
    }

    /// Lends the `bson_t`, which may be initialised anew: what is there to begin with owns nothing.
    func withPointer<Value, Failure: Error>(
        _ body: (OpaquePointer) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        try body(OpaquePointer(room))
    }

    /// Gives what is there to `body`, which from then on owns it.
    consuming func giveAway<Value>(_ body: (OpaquePointer) -> Value) -> Value {
        let value = body(OpaquePointer(room))
        // What is left behind is no document, and must not be freed.
        bson_init(OpaquePointer(room))
        return value
    }

    /// A copy of what is there.
    var document: BSONDocument { BSONDocument(copying: OpaquePointer(room)) }
}

extension BSONDocument {
    /// Copies the bytes of a `bson_t`, which stays its owner's.
    init(copying pointer: OpaquePointer) {
        let data = bson_get_data(pointer)
        // A document begins with its own length; the structure's field for it is out of Swift's sight.
        let count = data.map { data in
            (0..<4).reduce(0) { $0 | Int(data[$1]) << (8 * $1) }
        }
        self.init(bytes: Array(UnsafeBufferPointer(start: data, count: count ?? 0)))
    }
}
