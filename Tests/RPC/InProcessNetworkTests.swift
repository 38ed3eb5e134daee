import RPC
import Testing
import Wire

@Suite("Calls within one process")
struct InProcessNetworkTests {
    private static let echo = RPCMethod<Word, Word>(service: "test.Echo", name: "Say", isIdempotent: true)
    private static let absent = RPCMethod<Word, Word>(service: "test.Echo", name: "Absent", isIdempotent: true)

    private func client(
        _ handler: @escaping @Sendable (Word, CallContext) async throws -> Word
    ) -> RPCClient {
        let network = InProcessNetwork()
        var router = RPCRouter()
        router.unary(Self.echo, handler)
        network.serve(router, at: "echo")
        return RPCClient(network.transport(to: "echo"))
    }

    @Test("bring the request over and the answer back")
    func unary() async throws {
        let client = client { word, _ in Word(text: word.text + "!") }
        #expect(try await client.call(Self.echo, Word(text: "hi")).text == "hi!")
    }

    @Test("bring every status over, with reason and delay", arguments: StatusCode.allCases.filter { $0 != .ok })
    func statuses(code: StatusCode) async {
        let status = RPCStatus(code, reason: "why", message: "so", retryAfter: .seconds(3))
        let client = client { _, _ in throw status }
        await #expect(throws: status) { try await client.call(Self.echo, Word()) }
    }

    @Test("turn an error that nobody planned for into `internal`, without its text")
    func unplanned() async {
        struct Secret: Error {}
        let client = client { _, _ in throw Secret() }
        await #expect(throws: RPCStatus(.internal)) { try await client.call(Self.echo, Word()) }
    }

    @Test("bring metadata over")
    func metadata() async throws {
        let client = client { _, context in Word(text: context.metadata["who"] ?? "") }
        var options = CallOptions()
        options.metadata["who"] = "me"
        #expect(try await client.call(Self.echo, Word(), options: options).text == "me")
    }

    @Test("answer an unknown method with UNIMPLEMENTED and an unknown address with UNAVAILABLE")
    func unknown() async throws {
        let network = InProcessNetwork()
        network.serve(RPCRouter(), at: "here")
        await #expect(throws: RPCStatus.self) {
            try await RPCClient(network.transport(to: "nowhere")).call(Self.echo, Word())
        }
        do {
            _ = try await RPCClient(network.transport(to: "here")).call(Self.absent, Word())
            Issue.record("an absent method answered")
        } catch {
            #expect(error.code == .unimplemented)
        }
    }

    @Test("end a call at its deadline, and cancel what serves it")
    func deadline() async {
        let client = client { word, _ in
            try await Task.sleep(for: .seconds(60))
            return word
        }
        do {
            _ = try await client.call(Self.echo, Word(), options: CallOptions(timeout: .milliseconds(20)))
            Issue.record("the call ended without its deadline")
        } catch {
            #expect(error.code == .deadlineExceeded)
        }
    }

    @Test("refuse a request that cannot be read before the handler is asked")
    func unreadable() async throws {
        var router = RPCRouter()
        router.unary(Self.echo) { word, _ in
            Issue.record("the handler was asked")
            return word
        }
        let handler = try #require(router.unaryHandler(for: "/test.Echo/Say"))
        await #expect(throws: RPCStatus.self) { try await handler([0x0a, 9], CallContext()) }
    }
}

/// The smallest message.
struct Word: WireMessage {
    var text = ""
    var unknownFields = UnknownFields()

    init() {}

    init(text: String) {
        self.text = text
    }

    func encodeFields(to writer: inout WireWriter) {
        writer.string(text, at: 1)
    }

    mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        guard tag.number == 1 else { return false }
        text = try reader.string(tag)
        return true
    }
}
