internal import CHiredis

/// Takes replies of Redis out of what a connection received, and writes commands for it.
///
/// The only place that holds memory of hiredis: the reader is freed with this object, each reply and each command as
/// soon as it was copied. For one connection, on one thread at a time.
final class RedisCodec {
    /// What was received is not the protocol; the connection is of no use any more.
    struct Malformed: Error {}

    private let reader: UnsafeMutablePointer<redisReader>

    /// Makes a reader with nothing received; nil if there is no memory for one.
    init?() {
        guard let reader = redisReaderCreate() else { return nil }
        self.reader = reader
    }

    deinit { redisReaderFree(reader) }

    /// Adds what was received.
    func feed(_ bytes: RawSpan) throws(Malformed) {
        guard !bytes.isEmpty else { return }
        // The reader copies what it is given.
        let status = bytes.withUnsafeBytes {
            redisReaderFeed(reader, $0.baseAddress?.assumingMemoryBound(to: CChar.self), $0.count)
        }
        guard status == REDIS_OK else { throw Malformed() }
    }

    /// The next whole reply; nil until more was received.
    func next() throws(Malformed) -> RedisValue? {
        var reply: UnsafeMutableRawPointer?
        guard redisReaderGetReply(reader, &reply) == REDIS_OK else { throw Malformed() }
        guard let reply else { return nil }
        defer { freeReplyObject(reply) }
        return Self.value(reply.assumingMemoryBound(to: redisReply.self).pointee)
    }

    /// A command as it is sent; nil if there is no memory for it.
    static func command(_ arguments: [[UInt8]]) -> [UInt8]? {
        let lengths = arguments.map(\.count)
        // One block for all arguments, so that all pointers stay good for one scope.
        let block = arguments.flatMap(\.self) + [0]
        return block.withUnsafeBytes { bytes -> [UInt8]? in
            var offset = 0
            var pointers: [UnsafePointer<CChar>?] = []
            for length in lengths {
                pointers.append(bytes.baseAddress?.advanced(by: offset).assumingMemoryBound(to: CChar.self))
                offset += length
            }
            var target: UnsafeMutablePointer<CChar>?
            let count = redisFormatCommandArgv(&target, Int32(lengths.count), &pointers, lengths)
            guard count >= 0, let target else { return nil }
            defer { redisFreeCommand(target) }
            return Array(UnsafeRawBufferPointer(start: target, count: Int(count)))
        }
    }

    private static func value(_ reply: redisReply) -> RedisValue {
        switch reply.type {
        case REDIS_REPLY_INTEGER:
            return .integer(reply.integer)
        case REDIS_REPLY_STRING, REDIS_REPLY_STATUS:
            return .bytes(bytes(reply))
        case REDIS_REPLY_ARRAY:
            let parts = UnsafeBufferPointer(start: reply.element, count: reply.elements)
            return .array(parts.map { $0.map { value($0.pointee) } ?? .null })
        case REDIS_REPLY_ERROR:
            return .error(String(decoding: bytes(reply), as: UTF8.self))
        default:
            return .null
        }
    }

    private static func bytes(_ reply: redisReply) -> [UInt8] {
        Array(UnsafeRawBufferPointer(start: reply.str, count: reply.len))
    }
}
