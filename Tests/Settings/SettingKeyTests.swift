import Testing

@testable import Settings

@Suite struct SettingKeyTests {
    @Test(
        "A key has one name in the environment",
        arguments: [
            ("listen", "PARLEY_LISTEN"),
            ("gateway.listen", "PARLEY_GATEWAY_LISTEN"),
            ("gateway.maxFrameSize", "PARLEY_GATEWAY_MAX_FRAME_SIZE"),
            ("callToken.liveKit.apiKey", "PARLEY_CALL_TOKEN_LIVE_KIT_API_KEY"),
            ("push.http2Ping", "PARLEY_PUSH_HTTP2_PING"),
        ])
    func environmentName(key: String, expected: String) {
        #expect(SettingKey(key).environmentName == expected)
    }

    @Test("The part before the first dot is the section")
    func section() {
        #expect(SettingKey("callToken.liveKit.url").section == "callToken")
        #expect(SettingKey("listen").section == nil)
    }
}
