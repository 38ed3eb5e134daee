/// What every client does: h2spec's "generic" cases.
extension ProtocolCase {
    private typealias Flag = RawFrame.Flag

    /// Starting, streams and messages.
    static let generic: [ProtocolCase] = [
        ProtocolCase("1/1 the preface", .expect(.alive)),
        ProtocolCase(
            "2/1 PRIORITY on an idle stream",
            .send(.priority(1)), .send(.headers(1)), .expect(.answer(1))),
        ProtocolCase(
            "2/2 WINDOW_UPDATE on a half-closed stream",
            .send(.headers(1)), .send(.windowUpdate(1, 100)), .expect(.answer(1))),
        ProtocolCase(
            "2/3 PRIORITY on a half-closed stream", .send(.headers(1)), .send(.priority(1)), .expect(.answer(1))),
        ProtocolCase("2/4 RST_STREAM on a half-closed stream", .send(.headers(1)), .send(.reset(1)), .expect(.alive)),
        ProtocolCase(
            "2/5 PRIORITY on a closed stream",
            .send(.headers(1)), .expect(.answer(1)), .send(.priority(1)), .expect(.alive)),
        ProtocolCase("4/1 GET", .send(.headers(1)), .expect(.answer(1)), .expect(.alive)),
        ProtocolCase("4/2 HEAD", .send(.headers(1, FieldBlock("HEAD").bytes)), .expect(.answer(1)), .expect(.alive)),
        ProtocolCase(
            "4/3 POST", .send(.headers(1, FieldBlock.post.bytes, flags: Flag.endHeaders)),
            .send(.data(1, flags: Flag.endStream)), .expect(.answer(1)), .expect(.alive)),
        ProtocolCase(
            "4/4 POST with trailers",
            .send(.headers(1, FieldBlock("POST", [("trailer", "x-test")]).bytes, flags: Flag.endHeaders)),
            .send(.data(1)), .send(.headers(1, FieldBlock.field("x-test", "ok"))), .expect(.answer(1)),
            .expect(.alive)),
    ]

    /// Each kind of frame, used as it should be.
    static let frames: [ProtocolCase] = [
        ProtocolCase(
            "3.1/1 DATA", .send(.headers(1, FieldBlock.post.bytes, flags: Flag.endHeaders)),
            .send(.data(1, flags: Flag.endStream)), .expect(.answer(1))),
        ProtocolCase(
            "3.1/2 several DATA", .send(.headers(1, FieldBlock.post.bytes, flags: Flag.endHeaders)),
            .send(.data(1)), .send(.data(1, flags: Flag.endStream)), .expect(.answer(1))),
        ProtocolCase(
            "3.1/3 DATA with padding", .send(.headers(1, FieldBlock.post.bytes, flags: Flag.endHeaders)),
            .send(.data(1, "\u{6}test\0\0\0\0\0\0", flags: Flag.endStream | Flag.padded)), .expect(.answer(1))),
        ProtocolCase("3.2/1 HEADERS", .send(.headers(1)), .expect(.answer(1))),
        ProtocolCase(
            "3.2/2 HEADERS with padding",
            .send(.headers(1, [2] + FieldBlock.get.bytes + [0, 0], flags: Flag.endHeaders | 1 | Flag.padded)),
            .expect(.answer(1))),
        ProtocolCase(
            "3.2/3 HEADERS with priority",
            .send(.headers(1, [0, 0, 0, 0, 255] + FieldBlock.get.bytes, flags: Flag.endHeaders | 1 | Flag.priority)),
            .expect(.answer(1))),
        ProtocolCase(
            "3.3/1 PRIORITY of weight 1", .send(.headers(1)), .send(.priority(1, weight: 0)), .expect(.answer(1))),
        ProtocolCase(
            "3.3/2 PRIORITY of weight 256", .send(.headers(1)), .send(.priority(1, weight: 255)), .expect(.answer(1))),
        ProtocolCase(
            "3.3/3 PRIORITY that depends", .send(.priority(1, on: 0)), .send(.priority(5, on: 1)), .expect(.alive)),
        ProtocolCase(
            "3.3/4 PRIORITY that is exclusive", .send(.priority(1, on: 1 << 31)), .send(.priority(5, on: 1 << 31 | 1)),
            .expect(.alive)),
        ProtocolCase(
            "3.3/5 PRIORITY on an idle stream, then HEADERS on a lower one",
            .send(.priority(5)), .send(.headers(3)), .expect(.answer(3))),
        ProtocolCase(
            "3.4/1 RST_STREAM", .send(.headers(1, FieldBlock.post.bytes, flags: Flag.endHeaders)), .send(.reset(1)),
            .expect(.alive)),
        ProtocolCase(
            "3.5/1 SETTINGS", .send(.settings([3: 100])), .expect(.settingsAcknowledged), .expect(.alive)),
        ProtocolCase("3.7/1 PING", .send(.ping("abcdefgh")), .expect(.pong("abcdefgh"))),
        ProtocolCase("3.8/1 GOAWAY", .send(.goAway()), .expect(.closed)),
        ProtocolCase(
            "3.9/1 WINDOW_UPDATE on the connection", settings: [4: 1], .send(.windowUpdate(0, 1)), .send(.headers(1)),
            .expect(.data(1, count: 1))),
        ProtocolCase(
            "3.9/2 WINDOW_UPDATE on a stream", settings: [4: 0], .send(.headers(1)), .expect(.headers(1)),
            .send(.windowUpdate(1, 1)), .expect(.data(1, count: 1))),
        ProtocolCase(
            "3.10/1 CONTINUATION", .send(.headers(1, FieldBlock.get.bytes, flags: Flag.endStream)),
            .send(.continuation(1, FieldBlock.field("x-test", "a"))), .expect(.answer(1))),
        ProtocolCase(
            "3.10/2 several CONTINUATION", .send(.headers(1, FieldBlock.get.bytes, flags: Flag.endStream)),
            .send(.continuation(1, FieldBlock.field("x-test", "a"), flags: 0)),
            .send(.continuation(1, FieldBlock.field("x-test", "b"))), .expect(.answer(1))),
    ]
}
