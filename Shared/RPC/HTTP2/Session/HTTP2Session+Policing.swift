internal import CNGHTTP2

/// What a server does not let its clients do, beyond what nghttp2 checks.
extension HTTP2Session {
    static func installPolicing(in callbacks: OpaquePointer?) {
        nghttp2_session_callbacks_set_on_begin_frame_callback(callbacks) { _, header, me in
            guard let session = HTTP2Session.from(me), session.role == .server, let header else { return 0 }
            session.police(header.pointee)
            return 0
        }
    }

    /// Hands nghttp2 the bytes, up to one frame of a body after the other: those on streams that are not there it passes
    /// over without telling, as it does with frames of a kind that it does not know.
    ///
    /// - Returns: How many it took; less than 0 for a failure.
    func receivePoliced(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var (taken, scanned) = (0, 0)
        while let header = scanner.next(in: bytes, from: scanned) {
            scanned = header.last + 1
            if UInt32(header.kind) == NGHTTP2_DATA.rawValue {
                // A header that is not complete does nothing yet.
                let result = receive(bytes, taken..<header.last)
                guard result >= 0 else { return result }
                taken = header.last
                checkStream(header.stream, opens: false)
            } else if UInt32(header.kind) > NGHTTP2_CONTINUATION.rawValue {
                spendChatter(.idleFrameFlood)
            }
        }
        let result = receive(bytes, taken..<bytes.count)
        return result < 0 ? result : bytes.count
    }

    /// Looks at a frame as soon as its header has come.
    private func police(_ header: nghttp2_frame_hd) {
        switch UInt32(header.type) {
        case NGHTTP2_HEADERS.rawValue:
            checkStream(header.stream_id, opens: true)
        case NGHTTP2_SETTINGS.rawValue where header.flags & UInt8(NGHTTP2_FLAG_ACK.rawValue) == 0:
            spendChatter(.settingsFlood)
        case NGHTTP2_PING.rawValue where header.flags & UInt8(NGHTTP2_FLAG_ACK.rawValue) == 0:
            spendChatter(.pingFlood)
        case NGHTTP2_RST_STREAM.rawValue:
            spendReset()
        case NGHTTP2_PRIORITY.rawValue:
            spendChatter(.idleFrameFlood)
        default:
            break
        }
    }

    /// Ends the connection over a request or a body on a stream that was skipped, or that the client has ended.
    private func checkStream(_ stream: Int32, opens: Bool) {
        guard stream > 0, stream % 2 == 1 else { return }
        if opens, history.open(stream) {
            chatter.earn()
            return
        }
        guard nghttp2_session_find_stream(session, stream) == nil else { return }
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
