import RPC
import TestKit
import Testing

/// The same calls with gRPC's own implementation on one side.
@Suite(.enabled(if: PythonProgram.interpreter != nil, "needs grpcio: see `make interop`"))
struct GRPCPythonTests {
    private static var router: RPCRouter {
        var router = RPCRouter()
        router.unary(Letter.post) { letter, context in
            if let name = context.metadata["who"] { context.answerMetadata?.add("answered-to", name) }
            switch letter.text {
            case "fail": throw RPCStatus(.notFound, reason: "why", message: "größer, 100 %")
            case "wait": await Task.untilCancelled()
            default: break
            }
            return letter
        }
        router.serverStreaming(Letter.fetch) { request, responses, _ in
            for number in 0..<request.number {
                try await responses.send(Letter(text: request.text, number: number))
            }
        }
        router.clientStreaming(Letter.collect) { requests, _ in
            var sum = Letter()
            for try await letter in requests { sum.number += letter.number }
            return sum
        }
        router.bidirectional(Letter.exchange) { requests, responses, _ in
            for try await letter in requests { try await responses.send(letter) }
        }
        return router
    }

    @Test("A stock gRPC client is served in everything that it can ask for")
    func client() async throws {
        let server = HTTP2RPCServer(Self.router)
        let port = try await server.listen(host: "127.0.0.1", port: 0)
        let (code, output) = await (try PythonProgram("client.py", ["\(port)"])).finish()
        #expect(code == 0, "\(output)")
        await server.shutDown(grace: .seconds(60))
    }

    @Test("A stock gRPC server serves our client")
    func server() async throws {
        let program = try PythonProgram("server.py")
        let line = try #require(await program.firstLine())
        let port = try #require(Int(line))
        let transport = try await HTTP2RPCTransport.connect(to: RPCAddress(host: "127.0.0.1", port: port))
        let client = RPCClient(transport)

        let metadata = AnswerMetadata()
        var options = CallOptions.patient
        options.metadata.add("who", "me")
        options.answerMetadata = metadata
        let letter = Letter(text: "größer", number: 300)
        #expect(try await client.call(Letter.post, letter, options: options) == letter)
        #expect(metadata.metadata["answered-to"] == "me")

        let large = Letter(text: String(repeating: "x", count: 3_000_000))
        #expect(try await client.call(Letter.post, large, options: .patient) == large)

        let failure = await #expect(throws: RPCStatus.self) {
            try await client.call(Letter.post, Letter(text: "fail"), options: .patient)
        }
        let expected = RPCStatus(
            .notFound, reason: "why", message: "größer, 100 %", retryAfter: .milliseconds(1500))
        #expect(failure == expected)
        let late = await #expect(throws: RPCStatus.self) {
            try await client.call(Letter.post, Letter(text: "wait"), options: CallOptions(timeout: .milliseconds(200)))
        }
        #expect(late?.code == .deadlineExceeded)

        let count = try await client.serverStreaming(Letter.fetch, letter) { responses in
            try await responses.reduce(into: 0) { count, _ in count += 1 }
        }
        #expect(count == 100)
        let last = try await client.clientStreaming(Letter.collect) { requests in
            for number in 1...50 as ClosedRange<Int64> { try await requests.send(Letter(number: number)) }
        }
        #expect(last.number == 50)
        let echoes = try await client.bidirectional(Letter.exchange) { requests, responses in
            for number in 1...50 as ClosedRange<Int64> { try await requests.send(Letter(number: number)) }
            requests.finish()
            return try await responses.reduce(into: Int64(0)) { $0 += $1.number }
        }
        #expect(echoes == 1275)

        await transport.close()
        let (code, output) = await program.finish()
        #expect(code == 0, "\(output)")
    }
}
