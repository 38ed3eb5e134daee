/// HTTP's messages: RFC 9113 section 8, by the numbers of RFC 7540, which are h2spec's.
extension ProtocolCase {
    private typealias Flag = RawFrame.Flag
    private static let protocolError: UInt32 = 1

    private static func malformed(_ name: String, _ fields: [(String, String)]) -> ProtocolCase {
        ProtocolCase(
            name, .send(.headers(1, FieldBlock(fields).bytes)), .expect(.streamError([protocolError])))
    }

    /// A GET with fields beside the pseudo-header fields.
    private static func malformed(_ name: String, more: [(String, String)]) -> ProtocolCase {
        ProtocolCase(
            name, .send(.headers(1, FieldBlock("GET", more).bytes)), .expect(.streamError([protocolError])))
    }

    private static let (method, scheme, path, authority) = (
        (":method", "GET"), (":scheme", "http"), (":path", "/"), (":authority", "localhost")
    )

    static let messages: [ProtocolCase] = [
        ProtocolCase(
            "8.1/1 a second HEADERS that does not end the stream",
            .send(.headers(1, FieldBlock.post.bytes, flags: Flag.endHeaders)),
            .send(.headers(1, FieldBlock.field("x-test", "ok"), flags: Flag.endHeaders)),
            .expect(.streamError([protocolError]))),
        ProtocolCase(
            "8.2/1 PUSH_PROMISE from a client",
            .send(.headers(1)),
            .send(
                RawFrame(
                    kind: RawFrame.Kind.pushPromise, flags: Flag.endHeaders, stream: 1,
                    payload: UInt32(3).bytes + FieldBlock.get.bytes)), .expect(.connectionError([protocolError]))),
        malformed("8.1.2/1 a name in upper case", more: [("X-TEST", "ok")]),
    ]

    static let pseudoFields: [ProtocolCase] = [
        malformed("8.1.2.1/1 an unknown pseudo-header field", [method, scheme, path, authority, (":test", "ok")]),
        malformed(
            "8.1.2.1/2 a pseudo-header field of responses", [method, scheme, path, authority, (":status", "200")]),
        ProtocolCase(
            "8.1.2.1/3 a pseudo-header field in trailers",
            .send(.headers(1, FieldBlock("POST", [("trailer", "x-test")]).bytes, flags: Flag.endHeaders)),
            .send(.data(1)), .send(.headers(1, FieldBlock.field(":method", "200"))),
            .expect(.streamError([protocolError]))),
        malformed("8.1.2.1/4 a pseudo-header field after others", [method, scheme, path, ("x-test", "ok"), authority]),
        malformed("8.1.2.3/1 an empty path", [method, scheme, (":path", ""), authority]),
        malformed("8.1.2.3/2 no method", [scheme, path, authority]),
        malformed("8.1.2.3/3 no scheme", [method, path, authority]),
        malformed("8.1.2.3/4 no path", [method, scheme, authority]),
        malformed("8.1.2.3/5 two methods", [method, method, scheme, path, authority]),
        malformed("8.1.2.3/6 two schemes", [method, scheme, scheme, path, authority]),
        malformed("8.1.2.3/7 two paths", [method, scheme, path, path, authority]),
    ]

    static let connectionFields: [ProtocolCase] = [
        malformed("8.1.2.2/1 a field of the connection", more: [("connection", "keep-alive")]),
        malformed(
            "8.1.2.2/2 TE with anything but trailers", more: [("trailers", "test"), ("te", "trailers, deflate")]),
    ]

    static let contentLengths: [ProtocolCase] = [
        ProtocolCase(
            "8.1.2.6/1 a content-length that the body has not",
            .send(.headers(1, FieldBlock("POST", [("content-length", "1")]).bytes, flags: Flag.endHeaders)),
            .send(.data(1, flags: Flag.endStream)), .expect(.streamError([protocolError]))),
        ProtocolCase(
            "8.1.2.6/2 a content-length that the bodies have not",
            .send(.headers(1, FieldBlock("POST", [("content-length", "1")]).bytes, flags: Flag.endHeaders)),
            .send(.data(1)), .send(.data(1, flags: Flag.endStream)), .expect(.streamError([protocolError]))),
    ]
}
