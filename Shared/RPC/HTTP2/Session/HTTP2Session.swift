internal import CNGHTTP2
import NIOCore

/// One HTTP/2 connection without its socket: bytes in, events out; submissions in, bytes out (RFC 9113).
///
/// Not thread-safe: belongs to one event loop, or to one test. It does no I/O and takes no time.
///
/// Ownership: the object owns one `nghttp2_session`, made in `init` and freed in `deinit`. The C side keeps an unretained
/// pointer to this object, which is valid because it dies first. It copies header fields on submission, and never keeps
/// a pointer into Swift's memory beyond a call; what callbacks are handed is copied, or sliced from the buffer that
/// `receive` was given, before they return.
final class HTTP2Session {
    /// Which side of the connection this is.
    enum Role {
        case server, client
    }

    /// A session that cannot go on.
    struct Failure: Error, Equatable {
        /// nghttp2's number.
        let code: Int32
    }

    /// What is still to be sent of a stream's body.
    struct Outgoing {
        var bytes = ByteBuffer()
        var end = End.open
        /// Whether nghttp2 was told that there is nothing to send, and must be woken.
        var isDeferred = false

        enum End: Equatable {
            case open
            case withData
            case withTrailers(HTTP2Headers)
        }
    }

    /// Only the extensions of this type may use it.
    private(set) var session: OpaquePointer?
    let role: Role
    let settings: HTTP2Settings
    var events: [HTTP2Event] = []
    var outgoing: [Int32: Outgoing] = [:]
    /// Bytes of all bodies that wait for the peer's windows, or for the next `nextOutput`.
    var unsentBytes = 0
    /// Why the session was ended, where that has a name.
    var refusal: RPCRefusal?
    /// Whether this side has ended the session.
    var isTerminated = false
    /// These are a server's.
    var history = StreamHistory()
    var scanner = FrameScanner(prefix: Int(NGHTTP2_CLIENT_MAGIC_LEN))
    var resets: RateBudget
    var chatter: RateBudget
    /// What it would be called if the last useless frame was one too many.
    var lastChatter = RPCRefusal.pingFlood
    var fields = HTTP2Headers()
    var fieldsSize = 0
    /// The buffer that is being received, and where its bytes lie for the time of the call.
    var input = ByteBuffer()
    var inputStart: UnsafePointer<UInt8>?

    /// Creates a session and submits its settings.
    ///
    /// - Parameters:
    ///   - role: Which side of the connection this is.
    ///   - settings: What the peer is allowed.
    ///   - now: Tells the time.
    /// - Throws: `Failure` when there is no memory.
    init(
        _ role: Role, settings: HTTP2Settings = HTTP2Settings(), now: @escaping () -> NIODeadline = NIODeadline.now
    ) throws(Failure) {
        self.role = role
        self.settings = settings
        resets = RateBudget(burst: settings.resetBurst, perSecond: settings.resetsPerSecond, now: now)
        chatter = RateBudget(burst: settings.chatterBurst, perSecond: settings.chatterPerSecond, now: now)
        var options: OpaquePointer?
        try Self.check(nghttp2_option_new(&options))
        defer { nghttp2_option_del(options) }
        nghttp2_option_set_no_auto_window_update(options, 1)
        nghttp2_option_set_no_closed_streams(options, 1)
        // The session counts resets itself, and says why it ends; nghttp2's own count would end it without a reason.
        nghttp2_option_set_stream_reset_rate_limit(options, 1 << 32, 1 << 32)
        nghttp2_option_set_max_send_header_block_length(options, 256 * 1024)
        var callbacks: OpaquePointer?
        try Self.check(nghttp2_session_callbacks_new(&callbacks))
        defer { nghttp2_session_callbacks_del(callbacks) }
        Self.install(in: callbacks)
        let me = Unmanaged.passUnretained(self).toOpaque()
        switch role {
        case .server: try Self.check(nghttp2_session_server_new2(&session, callbacks, me, options))
        case .client: try Self.check(nghttp2_session_client_new2(&session, callbacks, me, options))
        }
        var entries = [
            entry(NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS, settings.maxConcurrentStreams),
            entry(NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE, UInt32(settings.streamWindow)),
            entry(NGHTTP2_SETTINGS_MAX_HEADER_LIST_SIZE, UInt32(settings.maxHeaderListSize)),
        ]
        if role == .client {
            entries[0] = entry(NGHTTP2_SETTINGS_ENABLE_PUSH, 0)
        }
        try Self.check(nghttp2_submit_settings(session, UInt8(NGHTTP2_FLAG_NONE.rawValue), entries, entries.count))
        try Self.check(
            nghttp2_session_set_local_window_size(
                session, UInt8(NGHTTP2_FLAG_NONE.rawValue), 0, settings.connectionWindow))
    }

    deinit {
        nghttp2_session_del(session)
    }

    private func entry(_ id: nghttp2_settings_id, _ value: UInt32) -> nghttp2_settings_entry {
        nghttp2_settings_entry(settings_id: Int32(bitPattern: id.rawValue), value: value)
    }

    static func check(_ code: Int32) throws(Failure) {
        guard code >= 0 else { throw Failure(code: code) }
    }

    // MARK: Receiving

    /// Takes bytes in and returns what they mean.
    ///
    /// - Throws: `Failure` when the peer broke the protocol so that the connection must end, after `nextOutput` was
    ///   sent, which says why.
    func receive(_ bytes: ByteBuffer) throws(Failure) -> [HTTP2Event] {
        input = bytes
        let length = bytes.readableBytes
        let result = bytes.withUnsafeReadableBytes { pointer -> Int in
            let bytes = pointer.assumingMemoryBound(to: UInt8.self)
            inputStart = bytes.baseAddress
            defer { inputStart = nil }
            return role == .server ? receivePoliced(bytes) : receive(bytes, 0..<bytes.count)
        }
        input = ByteBuffer()
        guard result >= 0 else {
            events.removeAll()
            throw Failure(code: Int32(truncatingIfNeeded: result))
        }
        assert(result == length, "nghttp2 takes all bytes, as no callback pauses it")
        return takeEvents()
    }

    /// Hands nghttp2 a part of the bytes.
    ///
    /// - Returns: How many it took, all unless the session is ended; less than 0 for a failure.
    func receive(_ bytes: UnsafeBufferPointer<UInt8>, _ part: Range<Int>) -> Int {
        nghttp2_session_mem_recv(session, bytes.baseAddress?.advanced(by: part.lowerBound), part.count)
    }

    /// What happened since the last call; sending can make events too, such as the end of a stream.
    func takeEvents() -> [HTTP2Event] {
        guard !events.isEmpty else { return [] }
        defer { events = [] }
        return events
    }

    /// Returns bytes of a stream's body to the peer's windows, on the stream and on the connection.
    func credit(_ count: Int, on stream: Int32) {
        // Fails only for want of memory, which the next call tells again.
        _ = nghttp2_session_consume(session, stream, count)
    }
}
