/// The kinds of frames, used wrongly: RFC 9113 sections 6.1 to 6.4, 6.7, 6.8 and 6.10.
extension ProtocolCase {
    private typealias Flag = RawFrame.Flag
    private static let (protocolError, streamClosed, frameSizeError) = (UInt32(1), UInt32(5), UInt32(6))
    private static let aPost = RawFrame.headers(1, FieldBlock.post.bytes, flags: Flag.endHeaders)
    private static let aBegin = RawFrame.headers(1, FieldBlock.get.bytes, flags: Flag.endStream)
    private static let aField = FieldBlock.field("x-test", "a")

    private static func wrong(_ name: String, _ frames: RawFrame..., code: UInt32 = protocolError) -> ProtocolCase {
        ProtocolCase(name, steps: frames.map { .send($0) } + [.expect(.connectionError([code]))])
    }

    static let dataFrames: [ProtocolCase] = [
        wrong("6.1/1 DATA on the connection", .data(0)),
        ProtocolCase(
            "6.1/2 DATA on a stream that is not open", settings: [4: 0], .send(.headers(1)), .send(.data(1)),
            .expect(.streamError([streamClosed]))),
        wrong(
            "6.1/3 DATA with more padding than payload", aPost,
            .data(1, "\u{6}Test", flags: Flag.endStream | Flag.padded)),
    ]

    static let headersFrames: [ProtocolCase] = [
        wrong("6.2/1 PRIORITY within a header block", aBegin, .priority(1)),
        wrong("6.2/2 HEADERS on another stream within a header block", aBegin, .headers(3)),
        wrong("6.2/3 HEADERS on the connection", .headers(0)),
        wrong(
            "6.2/4 HEADERS with more padding than payload",
            .headers(1, [200] + FieldBlock.get.bytes, flags: Flag.endHeaders | 1 | Flag.padded)),
    ]

    static let priorityFrames: [ProtocolCase] = [
        wrong("6.3/1 PRIORITY on the connection", .priority(0)),
        ProtocolCase(
            "6.3/2 PRIORITY of another length",
            .send(RawFrame(kind: RawFrame.Kind.priority, stream: 1, payload: [128, 0, 0, 1])),
            .expect(.streamError([frameSizeError]))),
    ]

    static let resetFrames: [ProtocolCase] = [
        wrong("6.4/1 RST_STREAM on the connection", .reset(0)),
        wrong("6.4/2 RST_STREAM on an idle stream", .reset(1)),
        wrong(
            "6.4/3 RST_STREAM of another length", aPost,
            RawFrame(kind: RawFrame.Kind.reset, stream: 1, payload: [0, 0, 0]), code: frameSizeError),
    ]

    static let pingFrames: [ProtocolCase] = [
        ProtocolCase("6.7/1 PING", .send(.ping("h2spec?!")), .expect(.pong("h2spec?!"))),
        ProtocolCase(
            "6.7/2 an answer that nobody asked for", .send(.ping("invalid!", flags: Flag.acknowledgement)),
            .send(.ping("h2spec?!")), .expect(.pong("h2spec?!"))),
        wrong("6.7/3 PING on a stream", .ping(stream: 1)),
        wrong("6.7/4 PING of another length", .ping("123456"), code: frameSizeError),
    ]

    static let goAwayFrames: [ProtocolCase] = [
        wrong("6.8/1 GOAWAY on a stream", .goAway(stream: 1)),
        ProtocolCase("7/1 GOAWAY with an unknown code", .send(.goAway(0xff)), .expect(.closed)),
        ProtocolCase("7/2 RST_STREAM with an unknown code", .send(aPost), .send(.reset(1, 0xff)), .expect(.alive)),
    ]

    static let continuationFrames: [ProtocolCase] = [
        ProtocolCase(
            "6.10/1 several CONTINUATION", .send(aBegin), .send(.continuation(1, aField, flags: 0)),
            .send(.continuation(1, aField)), .expect(.answer(1)), .expect(.alive)),
        wrong("6.10/2 something else between", aBegin, .continuation(1, aField, flags: 0), .data(1)),
        wrong("6.10/3 CONTINUATION on the connection", aBegin, .continuation(0, aField)),
        wrong(
            "6.10/4 CONTINUATION after a complete block",
            .headers(1, FieldBlock.post.bytes, flags: Flag.endHeaders), .continuation(1, aField)),
        wrong(
            "6.10/5 CONTINUATION after the last one",
            .headers(1, FieldBlock.post.bytes, flags: 0), .continuation(1, aField), .continuation(1, aField)),
        wrong("6.10/6 CONTINUATION after DATA", aPost, .data(1), .continuation(1, aField)),
    ]
}
