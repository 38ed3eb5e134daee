/// Settings and flow control: RFC 9113 sections 6.5 and 6.9.
extension ProtocolCase {
    private typealias Flag = RawFrame.Flag
    private static let (protocolError, flowControlError, frameSizeError) = (UInt32(1), UInt32(3), UInt32(6))
    private static let (enablePush, initialWindow, maxFrame) = (UInt16(2), UInt16(4), UInt16(5))
    private static let largest: UInt32 = 1 << 31 - 1

    private static func wrong(_ name: String, _ frames: RawFrame..., code: UInt32 = protocolError) -> ProtocolCase {
        ProtocolCase(name, steps: frames.map { .send($0) } + [.expect(.connectionError([code]))])
    }

    static let settingsFrames: [ProtocolCase] = [
        wrong(
            "6.5/1 an acknowledgement with a payload",
            RawFrame(kind: RawFrame.Kind.settings, flags: Flag.acknowledgement, payload: [0]), code: frameSizeError),
        wrong("6.5/2 SETTINGS on a stream", RawFrame(kind: RawFrame.Kind.settings, stream: 1)),
        wrong(
            "6.5/3 SETTINGS of another length", RawFrame(kind: RawFrame.Kind.settings, payload: [0, 3, 0]),
            code: frameSizeError),
        wrong("6.5.2/1 ENABLE_PUSH of 2", .settings([enablePush: 2])),
        wrong(
            "6.5.2/2 INITIAL_WINDOW_SIZE beyond the largest", .settings([initialWindow: largest + 1]),
            code: flowControlError),
        wrong("6.5.2/3 MAX_FRAME_SIZE below the smallest", .settings([maxFrame: 1 << 14 - 1])),
        wrong("6.5.2/4 MAX_FRAME_SIZE beyond the largest", .settings([maxFrame: 1 << 24])),
        ProtocolCase("6.5.2/5 an unknown setting", .send(.settings([0xff: 1])), .expect(.alive)),
        ProtocolCase(
            "6.5.3/1 of one setting twice the last counts", .send(.settings([initialWindow: 100, initialWindow: 1])),
            .expect(.settingsAcknowledged), .send(.headers(1)), .expect(.data(1, count: 1))),
        ProtocolCase("6.5.3/2 SETTINGS are acknowledged", .send(.settings()), .expect(.settingsAcknowledged)),
    ]

    static let windowUpdates: [ProtocolCase] = [
        wrong("6.9/1 an increment of nothing", .windowUpdate(0, 0)),
        ProtocolCase(
            "6.9/2 an increment of nothing on a stream",
            .send(.headers(1, FieldBlock.post.bytes, flags: Flag.endHeaders)), .send(.windowUpdate(1, 0)),
            .expect(.streamError([protocolError]))),
        wrong(
            "6.9/3 another length", RawFrame(kind: RawFrame.Kind.windowUpdate, payload: [0, 0, 1]),
            code: frameSizeError),
        ProtocolCase(
            "6.9.1/1 no more than the window is sent", .send(.settings([initialWindow: 1])),
            .expect(.settingsAcknowledged), .send(.headers(1)), .expect(.data(1, count: 1))),
        wrong(
            "6.9.1/2 a window of the connection beyond the largest", .windowUpdate(0, largest),
            .windowUpdate(0, largest), code: flowControlError),
        ProtocolCase(
            "6.9.1/3 a window of a stream beyond the largest",
            .send(.headers(1, FieldBlock.post.bytes, flags: Flag.endHeaders)), .send(.windowUpdate(1, largest)),
            .send(.windowUpdate(1, largest)), .expect(.streamError([flowControlError]))),
        ProtocolCase(
            "6.9.2/1 a window that grows by the settings", settings: [initialWindow: 0], .send(.headers(1)),
            .expect(.headers(1)), .send(.settings([initialWindow: 1])), .expect(.data(1, count: 1))),
        ProtocolCase(
            "6.9.2/2 a window that is less than nothing", settings: [initialWindow: 3], .send(.headers(1)),
            .expect(.data(1, count: 3)), .send(.settings([initialWindow: 2])), .send(.windowUpdate(1, 2)),
            .expect(.data(1, count: 1))),
        wrong(
            "6.9.2/3 a window beyond the largest", .settings([initialWindow: largest + 1]), code: flowControlError),
    ]
}
