import Testing

@testable import Settings

@Suite struct SettingValueTests {
    @Test(
        "Host and port are separated by the last colon",
        arguments: [
            ("0.0.0.0:6060", "0.0.0.0", 6060), ("localhost:0", "localhost", 0), ("[::1]:65535", "::1", 65_535),
            ("[fe80::1%eth0]:1", "fe80::1%eth0", 1), (":9100", "0.0.0.0", 9100), ("a-b.c_d:5", "a-b.c_d", 5),
        ])
    func hostPort(text: String, host: String, port: Int) {
        #expect(HostPort(setting: .word(text)) == HostPort(host, port))
    }

    @Test(
        "What is no host and port is refused",
        arguments: [
            "", "6060", "host", "host:", "host:65536", "host:-1", "host:+1", "host:1 ", "::1:80", "[::1]", "[::1:80",
            "[host]:80", "ho st:80", "http://host:80", "host:000080", "höst:80",
        ])
    func noHostPort(text: String) {
        #expect(HostPort(setting: .word(text)) == nil)
    }

    @Test("An IPv6 address is printed in brackets")
    func hostPortText() {
        #expect(HostPort("::1", 80).description == "[::1]:80")
        #expect(HostPort("::1", 80) == HostPort(setting: .word("[::1]:80")))
    }

    @Test(
        "Durations are whole numbers with units, from long to short",
        arguments: [
            ("30s", .seconds(30)), ("500ms", .milliseconds(500)), ("1h30m", .seconds(5_400)), ("2d", .seconds(172_800)),
            ("0s", .zero), ("7us", .microseconds(7)), ("9ns", .nanoseconds(9)), ("1m1ms", .milliseconds(60_001)),
            ("106751d", .seconds(106_751 * 86_400)),
        ] as [(String, Duration)])
    func duration(text: String, expected: Duration) {
        #expect(Duration(setting: .word(text)) == expected)
        #expect(Duration(setting: .word(expected.settingText)) == expected)
    }

    @Test(
        "What is no duration is refused",
        arguments: [
            "", "30", "s", "-1s", "1.5s", "1 s", "30m1h", "1s1s", "1w", "106752d", "9223372036854775807s", "1S",
        ])
    func noDuration(text: String) {
        #expect(Duration(setting: .word(text)) == nil)
    }

    @Test(
        "Sizes are whole numbers, with a unit of 1000 or of 1024",
        arguments: [
            ("0", 0), ("4096", 4_096), ("128KiB", 131_072), ("10MB", 10_000_000), ("4mib", 4_194_304), ("2B", 2),
            ("1GiB", 1 << 30), ("3TB", 3_000_000_000_000),
        ])
    func byteSize(text: String, expected: Int) {
        #expect(ByteSize(setting: .word(text)) == ByteSize(bytes: expected))
        #expect(ByteSize(setting: .word(ByteSize(bytes: expected).settingText))?.bytes == expected)
    }

    @Test(
        "What is no size is refused", arguments: ["", "KiB", "-1", "1.5MiB", "1 KiB", "8EiB", "9223372036854775807KiB"])
    func noByteSize(text: String) {
        #expect(ByteSize(setting: .word(text)) == nil)
    }

    @Test("A size is printed in the largest unit of 1024 that divides it")
    func byteSizeText() {
        #expect(ByteSize.kibibytes(128).description == "128KiB")
        #expect(ByteSize.mebibytes(8).description == "8MiB")
        #expect(ByteSize(bytes: 1_500).description == "1500")
        #expect(ByteSize(bytes: 0).description == "0")
    }

    @Test(
        "A switch has four words for each position",
        arguments: [
            ("true", true), ("YES", true), ("on", true), ("1", true), ("false", false), ("no", false), ("Off", false),
            ("0", false), ("maybe", nil), ("", nil),
        ])
    func bool(text: String, expected: Bool?) {
        #expect(Bool(setting: .word(text)) == expected)
    }

    @Test("Numbers are whole or not, and never infinite")
    func numbers() {
        #expect(Int(setting: .word("-5")) == -5)
        #expect(Int(setting: .word("1.0")) == nil)
        #expect(Int(setting: .word("9223372036854775808")) == nil)
        #expect(Double(setting: .word("2.5")) == 2.5)
        #expect(Double(setting: .word("inf")) == nil)
        #expect(Double(setting: .word("nan")) == nil)
    }

    @Test("A list comes as an array or as words with commas")
    func lists() {
        #expect([String](setting: .word("a, b,,c ")) == ["a", "b", "c"])
        #expect([String](setting: .list(["a,b", "c"])) == ["a,b", "c"])
        #expect([Int](setting: .word("1,x")) == nil)
        #expect([HostPort](setting: .word("a:1,b:2")) == [HostPort("a", 1), HostPort("b", 2)])
    }

    @Test("A list is no single value")
    func listForOne() {
        #expect(String(setting: .list(["a"])) == nil)
        #expect(HostPort(setting: .list(["a:1"])) == nil)
    }

    @Test("A secret is printed nowhere")
    func secret() {
        let secret = Secret("hunter2")
        var dumped = ""
        dump(secret, to: &dumped)
        for text in [
            "\(secret)", String(reflecting: secret), secret.settingText, dumped, "\([secret])",
            String(describing: Optional(secret)),
        ] {
            #expect(!text.contains("hunter2"))
        }
        #expect(secret.reveal() == "hunter2")
    }
}
