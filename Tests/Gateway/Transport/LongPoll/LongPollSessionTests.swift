import Contracts
import JSON
import Testing

@testable import Gateway

/// Long polls through to the sessions behind them, on real sockets.
@Suite(.timeLimit(.minutes(1))) struct LongPollSessionTests {
    /// Asks on a connection of its own; returns the status and the body.
    private func ask(_ bench: GatewayBench, sid: String? = nil, _ body: String = "") async throws -> (String, RawJSON?)
    {
        let client = try await EdgeClient.connect(to: bench.service.port)
        try await client.send(
            "POST /v0/channels/lp?\(sid.map { "sid=\($0)" } ?? "") HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                + "X-Tinode-APIKey: \(APIKeyRing.stockKey)\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
        let head = try await client.receiveHead()
        let length = head.firstRange(of: "Content-Length: ").flatMap {
            Int(head[$0.upperBound...].prefix(while: \.isNumber))
        }
        let bytes = try await client.receive(length ?? 0)
        // The server may have done so already.
        try? await client.close()
        return (String(head.dropFirst(9).prefix(3)), bytes.isEmpty ? nil : try RawJSON(validating: bytes))
    }

    @Test("A client that polls shakes hands, logs in, attaches and hears what is said there")
    func conversation() async throws {
        try await GatewayBench.run({ _ in Script() }) { bench in
            let (status, opened) = try await ask(bench)
            #expect(status == "201")
            let parameters = opened?.object?["ctrl"]?.object?["params"]
            let sid = try #require(parameters?.object?["sid"]?.string)
            for (request, code) in [
                // It has its session already, so there is none to create.
                (#"{"hi":{"id":"1","ver":"0.25"}}"#, 200),
                (#"{"login":{"id":"2","scheme":"basic","secret":"YTph"}}"#, 200),
                (#"{"sub":{"id":"3","topic":"\#(Script.group)"}}"#, 200),
            ] as [(String, Int64)] {
                let submitted = try await ask(bench, sid: sid, request)
                #expect(submitted.0 == "200" && submitted.1 == nil)
                let (_, answer) = try await ask(bench, sid: sid)
                #expect(answer?.object?["ctrl"]?.object?["code"]?.int == code)
            }
            try await bench.deliver(1...2)
            for sequence in [1, 2] as [Int64] {
                let (_, answer) = try await ask(bench, sid: sid)
                #expect(answer?.object?["data"]?.object?["seq"]?.int == sequence)
            }
        }
    }
}
