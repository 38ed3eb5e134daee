internal import CNGHTTP2
import NIOCore

/// What nghttp2 calls while it takes bytes in or gives them out. No callback lets a pointer escape.
extension HTTP2Session {
    /// How many times larger than allowed a header list may be before the connection ends, not just the request.
    private static let headerListPatience = 16

    static func install(in callbacks: OpaquePointer?) {
        nghttp2_session_callbacks_set_on_begin_headers_callback(callbacks) { _, _, me in
            guard let session = HTTP2Session.from(me) else { return 0 }
            session.fields = HTTP2Headers()
            session.fieldsSize = 0
            return 0
        }
        nghttp2_session_callbacks_set_on_header_callback(callbacks) {
            _, _, name, nameLength, value, valueLength, _, me in
            guard let session = HTTP2Session.from(me), let name, let value else { return 0 }
            return session.receivedField(
                UnsafeBufferPointer(start: name, count: nameLength),
                UnsafeBufferPointer(start: value, count: valueLength))
        }
        nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks) { _, frame, me in
            guard let session = HTTP2Session.from(me), let frame else { return 0 }
            session.received(frame.pointee)
            return 0
        }
        nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks) { _, _, stream, bytes, length, me in
            guard let session = HTTP2Session.from(me), let bytes, length > 0 else { return 0 }
            session.receivedData(stream, UnsafeBufferPointer(start: bytes, count: length))
            return 0
        }
        nghttp2_session_callbacks_set_on_stream_close_callback(callbacks) { raw, stream, code, me in
            guard let session = HTTP2Session.from(me) else { return 0 }
            session.forget(stream)
            if nghttp2_session_get_stream_remote_close(raw, stream) == 1 { session.history.end(stream) }
            session.events.append(.closed(stream: stream, HTTP2ErrorCode(rawValue: code)))
            return 0
        }
        nghttp2_session_callbacks_set_on_frame_send_callback(callbacks) { raw, frame, me in
            guard let session = HTTP2Session.from(me), let frame else { return 0 }
            session.sent(frame.pointee, in: raw)
            return 0
        }
        nghttp2_session_callbacks_set_on_frame_not_send_callback(callbacks) { raw, frame, _, me in
            guard let session = HTTP2Session.from(me), let frame else { return 0 }
            session.couldNotSend(frame.pointee, in: raw)
            return 0
        }
        installPolicing(in: callbacks)
    }

    private func sent(_ frame: nghttp2_frame, in raw: OpaquePointer?) {
        guard role == .server else { return }
        switch UInt32(frame.hd.type) {
        case NGHTTP2_GOAWAY.rawValue where frame.goaway.error_code != HTTP2ErrorCode.noError.rawValue:
            events.append(.gaveUp(HTTP2ErrorCode(rawValue: frame.goaway.error_code), refusal ?? .protocolError))
        case NGHTTP2_RST_STREAM.rawValue where HTTP2ErrorCode.faults.contains(frame.rst_stream.error_code):
            spendReset()
        case NGHTTP2_DATA.rawValue, NGHTTP2_HEADERS.rawValue:
            chatter.earn()
            askToStop(after: frame, in: raw)
        default:
            break
        }
    }

    /// Asks the client to stop sending once it has its whole answer (RFC 9113 section 8.1).
    private func askToStop(after frame: nghttp2_frame, in raw: OpaquePointer?) {
        guard frame.hd.flags & UInt8(NGHTTP2_FLAG_END_STREAM.rawValue) != 0,
            nghttp2_session_get_stream_remote_close(raw, frame.hd.stream_id) == 0
        else { return }
        reset(frame.hd.stream_id, .noError)
    }

    /// Tells of a request that the peer does not take any more; a response that cannot be sent ends its stream.
    private func couldNotSend(_ frame: nghttp2_frame, in raw: OpaquePointer?) {
        guard UInt32(frame.hd.type) == NGHTTP2_HEADERS.rawValue else { return }
        let stream = frame.hd.stream_id
        if frame.headers.cat == NGHTTP2_HCAT_REQUEST {
            forget(stream)
            events.append(.closed(stream: stream, .refusedStream))
        } else if nghttp2_session_find_stream(raw, stream) != nil {
            reset(stream, .internalError)
        }
    }

    static func from(_ me: UnsafeMutableRawPointer?) -> HTTP2Session? {
        me.map { Unmanaged<HTTP2Session>.fromOpaque($0).takeUnretainedValue() }
    }

    private func receivedField(_ name: UnsafeBufferPointer<UInt8>, _ value: UnsafeBufferPointer<UInt8>) -> Int32 {
        fieldsSize += name.count + value.count + 32
        guard fieldsSize <= settings.maxHeaderListSize else {
            let isHopeless = fieldsSize > settings.maxHeaderListSize * Self.headerListPatience
            return isHopeless ? NGHTTP2_ERR_CALLBACK_FAILURE.rawValue : 0
        }
        fields.add(String(decoding: name, as: UTF8.self), String(decoding: value, as: UTF8.self))
        return 0
    }

    private func received(_ frame: nghttp2_frame) {
        let stream = frame.hd.stream_id
        let isEnd = frame.hd.flags & UInt8(NGHTTP2_FLAG_END_STREAM.rawValue) != 0
        let isAnswer = frame.hd.flags & UInt8(NGHTTP2_FLAG_ACK.rawValue) != 0
        switch UInt32(frame.hd.type) {
        case NGHTTP2_HEADERS.rawValue:
            if role == .server, frame.headers.cat != NGHTTP2_HCAT_REQUEST {
                // Trailers of a request mean nothing to gRPC, but that it is complete.
                if isEnd { events.append(.end(stream: stream)) }
            } else if fieldsSize > settings.maxHeaderListSize {
                events.append(.oversizedHeaders(stream: stream))
            } else {
                events.append(.headers(stream: stream, fields, isEnd: isEnd))
            }
            fields = HTTP2Headers()
        case NGHTTP2_DATA.rawValue:
            if role == .server { spendData(length: frame.hd.length - frame.data.padlen, isEnd: isEnd) }
            if isEnd { events.append(.end(stream: stream)) }
        case NGHTTP2_RST_STREAM.rawValue where role == .server:
            history.end(stream)
        case NGHTTP2_SETTINGS.rawValue where !isAnswer:
            events.append(.settings)
        case NGHTTP2_PING.rawValue where isAnswer:
            let number = withUnsafeBytes(of: frame.ping.opaque_data) { $0.loadUnaligned(as: UInt64.self) }
            events.append(.pong(UInt64(bigEndian: number)))
        case NGHTTP2_GOAWAY.rawValue:
            events.append(
                .goAway(lastStream: frame.goaway.last_stream_id, HTTP2ErrorCode(rawValue: frame.goaway.error_code)))
        default:
            break
        }
    }

    /// Slices the bytes out of the buffer that is being received, where nghttp2 leaves them; copies them if it did not.
    private func receivedData(_ stream: Int32, _ bytes: UnsafeBufferPointer<UInt8>) {
        if let inputStart, let start = bytes.baseAddress {
            let offset = start - inputStart
            if offset >= 0, let slice = input.getSlice(at: input.readerIndex + offset, length: bytes.count) {
                events.append(.data(stream: stream, slice))
                return
            }
        }
        events.append(.data(stream: stream, ByteBuffer(bytes: bytes)))
    }

    /// Hands C the source of a stream's body for the time of a submission, which copies it.
    func withBodyProvider<Result>(_ body: (UnsafePointer<nghttp2_data_provider>) -> Result) -> Result {
        var provider = nghttp2_data_provider()
        provider.read_callback = { session, stream, buffer, length, flags, _, me in
            guard let me = HTTP2Session.from(me), let buffer, let flags else {
                return Int(NGHTTP2_ERR_CALLBACK_FAILURE.rawValue)
            }
            let target = UnsafeMutableRawBufferPointer(start: buffer, count: length)
            let (count, ending) = me.fill(target, from: stream)
            guard let ending else { return count }
            flags.pointee |= NGHTTP2_DATA_FLAG_EOF.rawValue
            if case .withTrailers(let trailers) = ending {
                flags.pointee |= NGHTTP2_DATA_FLAG_NO_END_STREAM.rawValue
                _ = me.withFields(trailers) { fields, count in
                    nghttp2_submit_trailer(session, stream, fields, count)
                }
            }
            return count
        }
        return body(&provider)
    }

    /// Moves what waits of a body to where it is sent from.
    ///
    /// - Returns: How many bytes, or `NGHTTP2_ERR_DEFERRED`; and how the body ends, once this was the last of it.
    private func fill(_ target: UnsafeMutableRawBufferPointer, from stream: Int32) -> (Int, Outgoing.End?) {
        guard let index = outgoing.index(forKey: stream) else {
            return (Int(NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE.rawValue), nil)
        }
        let count = min(target.count, outgoing.values[index].bytes.readableBytes)
        if count > 0 {
            outgoing.values[index].bytes.readWithUnsafeReadableBytes { source in
                target.copyMemory(from: UnsafeRawBufferPointer(rebasing: source.prefix(count)))
                return count
            }
            unsentBytes -= count
        }
        guard outgoing.values[index].bytes.readableBytes == 0 else { return (count, nil) }
        let end = outgoing.values[index].end
        guard end == .open else { return (count, end) }
        guard count == 0 else { return (count, nil) }
        outgoing.values[index].isDeferred = true
        return (Int(NGHTTP2_ERR_DEFERRED.rawValue), nil)
    }
}
