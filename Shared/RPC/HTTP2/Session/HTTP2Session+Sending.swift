internal import CNGHTTP2
import NIOCore

/// What is submitted, and what of it is to be sent.
extension HTTP2Session {
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
            if buffer.writableBytes < count { buffer.reserveCapacity(minimumWritableBytes: 16 * 1024) }
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
        if code != 0 { forget(stream) }
    }

    /// Appends to a stream's body; what the peer's window does not allow yet waits.
    func send(on stream: Int32, _ write: (inout ByteBuffer) -> Void) {
        guard outgoing[stream]?.end == .open else { return }
        outgoing[stream]?.bytes.discardReadBytes()
        let before = unsentBytes(on: stream)
        write(&outgoing[stream, default: Outgoing()].bytes)
        unsentBytes += unsentBytes(on: stream) - before
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

    /// Drops what waits to be sent on a stream.
    func forget(_ stream: Int32) {
        guard let outgoing = outgoing.removeValue(forKey: stream) else { return }
        unsentBytes -= outgoing.bytes.readableBytes
    }

    private func wake(_ stream: Int32) {
        guard outgoing[stream]?.isDeferred == true else { return }
        outgoing[stream]?.isDeferred = false
        _ = nghttp2_session_resume_data(session, stream)
    }

    // MARK: Ending

    /// Ends a stream at once, on both sides.
    func reset(_ stream: Int32, _ code: HTTP2ErrorCode) {
        forget(stream)
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
    ///
    /// - Parameters:
    ///   - code: What the peer is told.
    ///   - refusal: Why, if it is the peer's fault in a way that has a name; the first one counts.
    func terminate(_ code: HTTP2ErrorCode, because refusal: RPCRefusal? = nil) {
        isTerminated = true
        if self.refusal == nil { self.refusal = refusal }
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
