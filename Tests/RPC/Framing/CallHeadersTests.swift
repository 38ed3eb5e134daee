import Testing

@testable import RPC

@Suite struct CallHeadersTests {
    @Test(
        "A timeout is written in the finest unit with at most eight digits",
        arguments: [
            (.zero, "0n"), (.seconds(-1), "0n"), (.nanoseconds(99_999_999), "99999999n"),
            (.milliseconds(100), "100000u"), (.seconds(5), "5000000u"), (.seconds(100), "100000m"),
            (.seconds(3600), "3600000m"), (.seconds(100_000), "100000S"), (.seconds(100_000_000), "1666667M"),
        ] as [(Duration, String)])
    func timeouts(timeout: Duration, text: String) throws {
        #expect(CallTimeout.encode(timeout) == text)
        #expect(try #require(CallTimeout.decode(text)) >= timeout)
    }

    @Test("Timeouts of every unit are read", arguments: [("1H", 3600), ("2M", 120), ("3S", 3)])
    func units(text: String, seconds: Int) {
        #expect(CallTimeout.decode(text) == .seconds(seconds))
    }

    @Test("What is no timeout is not read", arguments: ["", "5", "S", "-1S", "+1S", "123456789S", "1s", "1.5S", "１S"])
    func malformed(text: String) {
        #expect(CallTimeout.decode(text) == nil)
    }

    @Test("The longest timeout is as long as can be counted")
    func longest() {
        #expect(CallTimeout.decode("99999999H") == .nanoseconds(Int64.max))
    }

    @Test("A text is percent-encoded and comes back", arguments: ["", "plain", "100 %", "größer\n", "\u{1F600}%41"])
    func texts(text: String) {
        let encoded = StatusText.encode(text)
        #expect(encoded.utf8.allSatisfy { (0x20...0x7E).contains($0) })
        #expect(StatusText.decode(encoded) == text)
    }

    @Test(
        "What is malformed in a text stays as it is",
        arguments: [("%", "%"), ("%4", "%4"), ("%zz", "%zz"), ("%41%", "A%")])
    func malformedTexts(text: String, decoded: String) {
        #expect(StatusText.decode(text) == decoded)
    }

    @Test("A status crosses in trailers whole")
    func status() {
        let status = RPCStatus(.aborted, reason: "why", message: "größer", retryAfter: .milliseconds(1500))
        #expect(CallOutcome.status(CallHeaders.trailers(status)) == status)
        #expect(CallOutcome.status(CallHeaders.trailers(nil)) == nil)
        #expect(CallHeaders.trailers(status)["grpc-status"] == "10")
    }

    @Test(
        "Details that cannot be read say nothing",
        arguments: ["", "!", "CgUB", "____", String(repeating: "A", count: 20_000)])
    func malformedDetails(text: String) {
        let trailers: HTTP2Headers = ["grpc-status": "10", "grpc-status-details-bin": text]
        #expect(CallOutcome.status(trailers) == RPCStatus(.aborted))
    }

    @Test("A delay is rounded up, so that nobody comes too early")
    func delay() {
        let trailers = CallHeaders.trailers(RPCStatus(.unavailable, retryAfter: .microseconds(1)))
        #expect(trailers["grpc-retry-pushback-ms"] == "1")
    }

    @Test("The protocol's own names are no metadata")
    func metadata() {
        let headers: HTTP2Headers = [
            ":path": "/a", "te": "trailers", "grpc-timeout": "1S", "content-type": "application/grpc", "a": "1",
            "grpc-trace-bin": "eA",
        ]
        #expect(CallHeaders.metadata(headers).fields.map(\.name) == ["a", "grpc-trace-bin"])
    }

    @Test("An answer without a status, or with an unknown one, is unknown")
    func unknown() {
        #expect(CallOutcome.status([:])?.code == .unknown)
        #expect(CallOutcome.status(["grpc-status": "99"])?.code == .unknown)
    }
}
