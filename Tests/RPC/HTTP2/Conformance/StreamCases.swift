/// The states of streams: RFC 9113 section 5.1, and priorities as RFC 7540 section 5.3.1 had them.
extension ProtocolCase {
    private typealias Flag = RawFrame.Flag
    private static let (protocolError, streamClosed, refused) = (UInt32(1), UInt32(5), UInt32(7))

    /// Frames on streams that nobody has opened.
    static let idleStreams: [ProtocolCase] = [
        ProtocolCase("5.1/1 DATA", .send(.data(1, flags: Flag.endStream)), .expect(.connectionError([protocolError]))),
        ProtocolCase("5.1/2 RST_STREAM", .send(.reset(1)), .expect(.connectionError([protocolError]))),
        ProtocolCase("5.1/3 WINDOW_UPDATE", .send(.windowUpdate(1, 100)), .expect(.connectionError([protocolError]))),
        ProtocolCase(
            "5.1/4 CONTINUATION", .send(.continuation(1, FieldBlock.get.bytes)),
            .expect(.connectionError([protocolError]))),
    ]

    /// Frames on streams whose request is complete, and whose answer is not.
    ///
    /// The window of nothing keeps the answer from being sent.
    static let halfClosedStreams: [ProtocolCase] = [
        ProtocolCase(
            "5.1/5 DATA", settings: [4: 0], .send(.headers(1)), .send(.data(1, flags: Flag.endStream)),
            .expect(.streamError([streamClosed]))),
        ProtocolCase(
            "5.1/6 HEADERS", settings: [4: 0], .send(.headers(1)), .send(.headers(1)),
            .expect(.streamError([streamClosed]))),
        ProtocolCase(
            "5.1/7 CONTINUATION", settings: [4: 0], .send(.headers(1)),
            .send(.continuation(1, FieldBlock.get.bytes)), .expect(.streamError([streamClosed, protocolError]))),
        ProtocolCase(
            "5.1/5, both in one read", .sendBytes(RawFrame.headers(1).bytes + RawFrame.data(1).bytes),
            .expect(.streamError([streamClosed]))),
    ]

    /// Frames on streams that are over.
    static let closedStreams: [ProtocolCase] = [
        afterReset("5.1/8 DATA after RST_STREAM", .data(1), [streamClosed]),
        afterReset("5.1/9 HEADERS after RST_STREAM", .headers(1), [streamClosed]),
        afterReset(
            "5.1/10 CONTINUATION after RST_STREAM", .continuation(1, FieldBlock.get.bytes),
            [streamClosed, protocolError]),
        ProtocolCase(
            "5.1/11 DATA", .send(.headers(1)), .expect(.answer(1)), .send(.data(1)),
            .expect(.streamError([streamClosed]))),
        ProtocolCase(
            "5.1/12 HEADERS", .send(.headers(1)), .expect(.answer(1)), .send(.headers(1)),
            .expect(.connectionError([streamClosed]))),
        ProtocolCase(
            "5.1/13 CONTINUATION", .send(.headers(1)), .expect(.answer(1)),
            .send(.continuation(1, FieldBlock.get.bytes)), .expect(.connectionError([streamClosed, protocolError]))),
        ProtocolCase(
            "WINDOW_UPDATE and RST_STREAM may come late", .send(.headers(1)), .expect(.answer(1)),
            .send(.windowUpdate(1, 100)), .send(.reset(1)), .expect(.alive)),
        ProtocolCase(
            "what was on its way when the server ended the stream is passed over",
            .send(.headers(1, FieldBlock.call("/test.v1.Mail/None").bytes, flags: Flag.endHeaders)),
            .expect(.answer(1)), .send(.data(1)), .send(.headers(1, FieldBlock.field("x-test", "a"))),
            .expect(.alive)),
    ]

    private static func afterReset(_ name: String, _ frame: RawFrame, _ codes: [UInt32]) -> ProtocolCase {
        ProtocolCase(
            name, .send(.headers(1, FieldBlock.post.bytes, flags: Flag.endHeaders)), .send(.reset(1)), .send(frame),
            .expect(.streamError(codes)))
    }

    /// Numbers of streams, and how many there may be.
    static let streamNumbers: [ProtocolCase] = [
        ProtocolCase("5.1.1/1 an even number", .send(.headers(2)), .expect(.connectionError([protocolError]))),
        ProtocolCase(
            "5.1.1/2 a number smaller than one before", .send(.headers(5)), .send(.headers(3)),
            .expect(.connectionError([protocolError]))),
        ProtocolCase(
            "5.1.2/1 more streams than allowed",
            steps: (0...1000).map {
                .send(.headers($0 * 2 + 1, FieldBlock.post.bytes, flags: Flag.endHeaders))
            } + [.expect(.streamError([protocolError, refused]))]),
    ]

    static let priorities: [ProtocolCase] = [
        ProtocolCase(
            "5.3.1/1 HEADERS that depend on themselves",
            .send(
                .headers(1, [0, 0, 0, 1, 255] + FieldBlock.get.bytes, flags: Flag.endHeaders | 1 | Flag.priority)),
            .expect(.streamError([protocolError]))),
        ProtocolCase(
            "5.3.1/2 PRIORITY that depends on itself", .send(.priority(2, on: 2)),
            .expect(.streamError([protocolError]))),
    ]
}
