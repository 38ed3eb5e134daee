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

    private static let minimumOutput = 16 * 1024

    private var session: OpaquePointer?
    let role: Role
    let settings: HTTP2Settings
    var events: [HTTP2Event] = []
    var outgoing: [Int32: Outgoing] = [:]
    var fields = HTTP2Headers()
    var fieldsSize = 0
    /// The buffer that is being received, and where its bytes lie for the time of the call.
    var input = ByteBuffer()
    var inputStart: UnsafePointer<UInt8>?

    /// Creates a session and submits its settings.
    ///
    /// - Throws: `Failure` when there is no memory.
    init(_ role: Role, settings: HTTP2Settings = HTTP2Settings()) throws(Failure) {
        self.role = role
        self.settings = settings
        var options: OpaquePointer?
        try Self.check(nghttp2_option_new(&options))
        defer { nghttp2_option_del(options) }
        nghttp2_option_set_no_auto_window_update(options, 1)
        nghttp2_option_set_no_closed_streams(options, 1)
        nghttp2_option_set_stream_reset_rate_limit(options, settings.resetBurst, settings.resetsPerSecond)
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

    private static func check(_ code: Int32) throws(Failure) {
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
            let start = pointer.baseAddress?.assumingMemoryBound(to: UInt8.self)
            inputStart = start
            defer { inputStart = nil }
            return nghttp2_session_mem_recv(session, start, pointer.count)
        }
        input = ByteBuffer()
        guard result >= 0 else {
            events.removeAll()
            throw Failure(code: Int32(truncatingIfNeeded: result))
        }
        assert(result == length, "nghttp2 takes all bytes, as no callback pauses it")
        return takeEvents()
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

    // MARK: Sending

    /// Appends bytes to send to a buffer, until there are none or the buffer holds `limit`.
    ///
    /// - Throws: `Failure` when the session cannot go on.
    func nextOutput(into buffer: inout ByteBuffer, limit: Int = 1 << 20) throws(Failure) {
        while buffer.readableBytes < limit {
            var bytes: UnsafePointer<UInt8>?
            let count = nghttp2_session_mem_send(session, &bytes)
            guard count > 0, let bytes else {
                try Self.check(Int32(truncatingIfNeeded: count))
                return
            }
            if buffer.writableBytes < count { buffer.reserveCapacity(minimumWritableBytes: Self.minimumOutput) }
            buffer.writeBytes(UnsafeRawBufferPointer(start: bytes, count: count))
        }
    }

    /// Whether there is something to send.
    var wantsToSend: Bool { nghttp2_session_want_write(session) != 0 }

    /// Whether nothing more will come or go: the connection can be closed.
    var isOver: Bool { nghttp2_session_want_read(session) == 0 && !wantsToSend }

    /// Streams of ours that the peer allows at a time.
    var peerMaxConcurrentStreams: UInt32 {
        nghttp2_session_get_remote_settings(session, NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS)
    }

    /// Opens a stream whose body follows by `send` and `end`.
    ///
    /// - Returns: Its number; nil when the connection takes no more streams.
    func request(_ headers: HTTP2Headers) -> Int32? {
        let stream = withFields(headers) { fields, count in
            withBodyProvider { nghttp2_submit_request(session, nil, fields, count, $0, nil) }
        }
        guard stream > 0 else { return nil }
        outgoing[stream] = Outgoing()
        return stream
    }

    /// Answers a request; the body follows by `send` and `end`, unless this is all.
    func respond(_ headers: HTTP2Headers, on stream: Int32, isEnd: Bool = false) {
        if !isEnd { outgoing[stream] = Outgoing() }
        let code = withFields(headers) { fields, count in
            guard !isEnd else { return nghttp2_submit_response(session, stream, fields, count, nil) }
            return withBodyProvider { nghttp2_submit_response(session, stream, fields, count, $0) }
        }
        // A stream that is gone already: its `closed` event has come or is on its way.
        if code != 0 { outgoing[stream] = nil }
    }

    /// Appends to a stream's body; what the peer's window does not allow yet waits.
    func send(on stream: Int32, _ write: (inout ByteBuffer) -> Void) {
        guard outgoing[stream]?.end == .open else { return }
        outgoing[stream]?.bytes.discardReadBytes()
        write(&outgoing[stream, default: Outgoing()].bytes)
        wake(stream)
    }

    /// Ends a stream's body, with trailers if there are any.
    func end(_ stream: Int32, trailers: HTTP2Headers? = nil) {
        guard outgoing[stream]?.end == .open else { return }
        outgoing[stream]?.end = trailers.map { .withTrailers($0) } ?? .withData
        wake(stream)
    }

    /// Bytes of a stream's body that wait for the peer's window, or for the next `nextOutput`.
    func unsentBytes(on stream: Int32) -> Int {
        outgoing[stream]?.bytes.readableBytes ?? 0
    }

    private func wake(_ stream: Int32) {
        guard outgoing[stream]?.isDeferred == true else { return }
        outgoing[stream]?.isDeferred = false
        _ = nghttp2_session_resume_data(session, stream)
    }

    // MARK: Ending

    /// Ends a stream at once, on both sides.
    func reset(_ stream: Int32, _ code: HTTP2ErrorCode) {
        outgoing[stream] = nil
        _ = nghttp2_submit_rst_stream(session, UInt8(NGHTTP2_FLAG_NONE.rawValue), stream, code.rawValue)
    }

    /// Asks the peer whether it is there.
    func ping(_ number: UInt64) {
        withUnsafeBytes(of: number.bigEndian) { bytes in
            _ = nghttp2_submit_ping(
                session, UInt8(NGHTTP2_FLAG_NONE.rawValue), bytes.baseAddress?.assumingMemoryBound(to: UInt8.self))
        }
    }

    /// Asks the client to open no more streams; those already on their way are still served (RFC 9113 section 6.8).
    func announceShutdown() {
        _ = nghttp2_submit_shutdown_notice(session)
    }

    /// Takes no more streams; those there go on.
    func goAway(_ code: HTTP2ErrorCode = .noError) {
        let last = nghttp2_session_get_last_proc_stream_id(session)
        _ = nghttp2_submit_goaway(session, UInt8(NGHTTP2_FLAG_NONE.rawValue), last, code.rawValue, nil, 0)
    }

    /// Ends the connection at once: after the next output, `isOver` is true.
    func terminate(_ code: HTTP2ErrorCode) {
        _ = nghttp2_session_terminate_session(session, code.rawValue)
    }

    /// Gives C the fields for the time of a call: all bytes lie in one array, which the entries point into.
    func withFields<Result>(
        _ headers: HTTP2Headers, _ body: (UnsafePointer<nghttp2_nv>?, Int) -> Result
    ) -> Result {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(headers.fields.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count })
        for field in headers.fields {
            bytes.append(contentsOf: field.name.utf8)
            bytes.append(contentsOf: field.value.utf8)
        }
        return bytes.withUnsafeMutableBufferPointer { bytes in
            var place = bytes.baseAddress
            let entries = headers.fields.map { field in
                let (name, value) = (field.name.utf8.count, field.value.utf8.count)
                defer { place = place?.advanced(by: name + value) }
                return nghttp2_nv(
                    name: place, value: place?.advanced(by: name), namelen: name, valuelen: value,
                    flags: UInt8(NGHTTP2_NV_FLAG_NONE.rawValue))
            }
            return body(entries, entries.count)
        }
    }
}
