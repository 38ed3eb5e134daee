import RPC
import Testing

@Suite struct RPCClientTests {
    private struct FixedAnswer: RPCTransport {
        let bytes: [UInt8]

        func unary(_ path: String, _ request: [UInt8], options: CallOptions) async throws(RPCStatus) -> [UInt8] {
            bytes
        }
    }

    @Test("An answer that cannot be read is an internal failure")
    func malformedAnswer() async {
        let client = RPCClient(FixedAnswer(bytes: [0x0A, 0x05]))
        let failure = await #expect(throws: RPCStatus.self) { try await client.call(Letter.post, Letter()) }
        #expect(failure?.code == .internal)
        #expect(failure?.reason == "malformed")
    }

    @Test("A call whose caller names no timeout may take five seconds")
    func defaultTimeout() {
        #expect(CallOptions().timeout == .seconds(5))
    }
}
