internal import CNGHTTP2

/// What a server does not let its clients do, beyond what nghttp2 checks.
extension HTTP2Session {
    static func installPolicing(in callbacks: OpaquePointer?) {
        nghttp2_session_callbacks_set_on_begin_frame_callback(callbacks) { raw, header, me in
            guard let session = HTTP2Session.from(me), session.role == .server, let header else { return 0 }
            session.police(header.pointee, in: raw)
            return 0
        }
    }

    /// Looks at a frame as soon as its header has come.
    private func police(_ header: nghttp2_frame_hd, in raw: OpaquePointer?) {
        switch UInt32(header.type) {
        case NGHTTP2_HEADERS.rawValue, NGHTTP2_DATA.rawValue:
            checkStream(header, in: raw)
        case NGHTTP2_SETTINGS.rawValue where header.flags & UInt8(NGHTTP2_FLAG_ACK.rawValue) == 0:
            spendChatter(.settingsFlood)
        case NGHTTP2_PING.rawValue where header.flags & UInt8(NGHTTP2_FLAG_ACK.rawValue) == 0:
            spendChatter(.pingFlood)
        case NGHTTP2_RST_STREAM.rawValue:
            spendReset()
        case NGHTTP2_SETTINGS.rawValue, NGHTTP2_PING.rawValue, NGHTTP2_WINDOW_UPDATE.rawValue,
            NGHTTP2_CONTINUATION.rawValue, NGHTTP2_GOAWAY.rawValue:
            break
        default:
            spendChatter(.idleFrameFlood)
        }
    }

    /// Ends the connection over a request or a body on a stream that was skipped, or that the client has ended.
    private func checkStream(_ header: nghttp2_frame_hd, in raw: OpaquePointer?) {
        let stream = header.stream_id
        guard stream > 0, stream % 2 == 1 else { return }
        if UInt32(header.type) == NGHTTP2_HEADERS.rawValue, history.open(stream) {
            chatter.earn()
            return
        }
        guard nghttp2_session_find_stream(raw, stream) == nil else { return }
        switch history.fault(on: stream) {
        case .skipped: terminate(.protocolError)
        case .ended: terminate(.streamClosed)
        case nil: break
        }
    }

    /// Notes a frame of a body: one without bytes that is not the last asks for nothing but work.
    func spendData(length: Int, isEnd: Bool) {
        if length > 0 {
            chatter.earn()
        } else if !isEnd {
            spendChatter(.emptyDataFlood)
        }
    }

    /// Notes that a stream was reset, by the client or over its fault.
    func spendReset() {
        guard !resets.spend() else { return }
        terminate(.enhanceYourCalm, because: .resetFlood)
    }

    private func spendChatter(_ refusal: RPCRefusal) {
        lastChatter = refusal
        guard !chatter.spend() else { return }
        terminate(.enhanceYourCalm, because: refusal)
    }

    /// What it means that nghttp2 cannot go on.
    func meaning(of failure: Failure) -> (code: HTTP2ErrorCode, refusal: RPCRefusal) {
        switch failure.code {
        case NGHTTP2_ERR_BAD_CLIENT_MAGIC.rawValue: (.protocolError, .notHTTP2)
        case NGHTTP2_ERR_FLOODED.rawValue: (.enhanceYourCalm, lastChatter)
        case NGHTTP2_ERR_TOO_MANY_SETTINGS.rawValue: (.enhanceYourCalm, .settingsFlood)
        // The only callback that fails is the one that takes a field of a header list without end.
        case Self.tooManyContinuations, NGHTTP2_ERR_CALLBACK_FAILURE.rawValue: (.enhanceYourCalm, .headerFlood)
        default: (.protocolError, .protocolError)
        }
    }

    /// `NGHTTP2_ERR_TOO_MANY_CONTINUATIONS`, which not every header of nghttp2 has.
    private static let tooManyContinuations: Int32 = -905
}
