/// Starting and framing: RFC 9113 sections 3.4 and 4, which h2spec numbers as RFC 7540 did.
extension ProtocolCase {
    private typealias Flag = RawFrame.Flag
    private static let open = Flag.endHeaders

    static let starting: [ProtocolCase] = [
        ProtocolCase(
            "3.5/1 the preface", shakesHands: false, .sendBytes(RawPeer.preface + RawFrame.settings().bytes),
            .expect(.settingsAcknowledged)),
        ProtocolCase(
            "3.5/2 a wrong preface", shakesHands: false, .sendBytes(Array("INVALID CONNECTION PREFACE\r\n\r\n".utf8)),
            .expect(.connectionError([1]))),
    ]

    static let framing: [ProtocolCase] = [
        ProtocolCase(
            "4.1/1 a frame of an unknown kind",
            .send(RawFrame(kind: 0xff, payload: Array("unknown!".utf8))), .expect(.alive)),
        ProtocolCase(
            "4.1/2 an undefined flag", .send(.ping("abcdefgh", flags: 0xfe)), .expect(.pong("abcdefgh"))),
        ProtocolCase(
            "4.1/3 the reserved bit of the stream", .send(.ping("abcdefgh", stream: 1 << 31)),
            .expect(.pong("abcdefgh"))),
        ProtocolCase(
            "4.2/1 DATA of 2^14 bytes", .send(.headers(1, FieldBlock.post.bytes, flags: open)),
            .send(.data(1, String(repeating: "x", count: 1 << 14), flags: Flag.endStream)), .expect(.answer(1))),
        ProtocolCase(
            "4.2/2 DATA larger than allowed", .send(.headers(1, FieldBlock.post.bytes, flags: open)),
            .send(.data(1, String(repeating: "x", count: 1 << 14 + 1), flags: Flag.endStream)),
            .expect(.streamError([6]))),
        ProtocolCase(
            "4.2/3 HEADERS larger than allowed",
            .send(.headers(1, FieldBlock("GET", [("x-test", String(repeating: "x", count: 1 << 14 + 1))]).bytes)),
            .expect(.connectionError([6]))),
        ProtocolCase(
            "4.3/1 a header block that cannot be read",
            .send(.headers(1, FieldBlock.get.bytes + [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff])),
            .expect(.connectionError([9]))),
        ProtocolCase(
            "4.3/2 PRIORITY within a header block",
            .send(.headers(1, FieldBlock.get.bytes, flags: Flag.endStream)), .send(.priority(1)),
            .expect(.connectionError([1]))),
        ProtocolCase(
            "4.3/3 HEADERS on another stream within a header block",
            .send(.headers(1, FieldBlock.get.bytes, flags: Flag.endStream)), .send(.headers(3)),
            .expect(.connectionError([1]))),
    ]

    /// Errors of a connection and extensions: RFC 9113 sections 5.4.1 and 5.5.
    static let extensions: [ProtocolCase] = [
        ProtocolCase("5.4.1/1 a connection closes after an error", .send(.ping("12345")), .expect(.closed)),
        ProtocolCase("5.4.1/2 GOAWAY tells the error", .send(.ping("12345")), .expect(.connectionError([6]))),
        ProtocolCase(
            "5.5/1 a frame of an extension",
            .send(RawFrame(kind: 0x20, payload: Array("12345678".utf8))), .expect(.alive)),
        ProtocolCase(
            "5.5/2 a frame of an extension within a header block",
            .send(.headers(1, FieldBlock.get.bytes, flags: Flag.endStream)),
            .send(RawFrame(kind: 0x20, payload: Array("12345678".utf8))), .expect(.connectionError([1]))),
    ]
}
