import JSON
import NIOCore

extension ClientMessage {
    /// Reads one text frame.
    ///
    /// Unknown keys are passed over; a request that is `null` counts as absent.
    ///
    /// - Throws: When the frame is not an object with exactly one request, or a field has the wrong type.
    init(parsing frame: UnsafeRawBufferPointer) throws(MalformedMessage) {
        var scanner = JSONScanner(frame)
        let content: (request: Request?, count: Int, extra: Extra)
        do throws(JSONError) {
            content = try Self.read(&scanner)
        } catch {
            throw MalformedMessage(.json(error), in: frame)
        }
        guard let request = content.request else { throw MalformedMessage(.noRequest, in: frame) }
        guard content.count == 1 else { throw MalformedMessage(.severalRequests, in: frame) }
        self.init(request: request, extra: content.extra)
    }

    /// Reads one text frame, as `init(parsing:)` does from borrowed bytes.
    ///
    /// - Throws: When the frame is not an object with exactly one request, or a field has the wrong type.
    init(parsing frame: ByteBufferView) throws(MalformedMessage) {
        let result = frame.withUnsafeBytes { bytes in
            Result { () throws(MalformedMessage) in try ClientMessage(parsing: bytes) }
        }
        self = try result.get()
    }

    /// Reads one text frame, as `init(parsing:)` does from borrowed bytes.
    ///
    /// - Throws: When the frame is not an object with exactly one request, or a field has the wrong type.
    init(parsing frame: [UInt8]) throws(MalformedMessage) {
        let result = frame.withUnsafeBytes { bytes in
            Result { () throws(MalformedMessage) in try ClientMessage(parsing: bytes) }
        }
        self = try result.get()
    }

    /// Whether a key of the frame names a request.
    static func isRequest(_ key: JSONKey) -> Bool {
        switch key {
        case "pub", "note", "get", "sub", "set", "hi", "login", "leave", "del", "acc": true
        default: false
        }
    }

    private static func read(
        _ scanner: inout JSONScanner
    ) throws(JSONError) -> (request: Request?, count: Int, extra: Extra) {
        var request: Request?
        var count = 0
        var extra = Extra()
        try scanner.enterObject()
        while let key = try scanner.nextKey() {
            if isRequest(key) {
                if try scanner.null() { continue }
                count += 1
                request = try self.request(key, &scanner)
            } else if key == "extra", try !scanner.null() {
                extra = try Extra(scanning: &scanner)
            }
        }
        try scanner.finish()
        return (request, count, extra)
    }

    private static func request(_ key: JSONKey, _ scanner: inout JSONScanner) throws(JSONError) -> Request? {
        switch key {
        case "pub": .pub(try PublishCommand(scanning: &scanner))
        case "note": .note(try NoteCommand(scanning: &scanner))
        case "get": .get(try GetCommand(scanning: &scanner))
        case "sub": .sub(try SubscribeCommand(scanning: &scanner))
        case "set": .set(try SetCommand(scanning: &scanner))
        case "hi": .hi(try Hello(scanning: &scanner))
        case "login": .login(try LoginAttempt(scanning: &scanner))
        case "leave": .leave(try LeaveCommand(scanning: &scanner))
        case "del": .del(try DeleteCommand(scanning: &scanner))
        case "acc": .acc(try AccountRequest(scanning: &scanner))
        default: nil
        }
    }
}
