import TestKit
import Testing

/// The gateway's WebSocket with an implementation of others on the other side.
@Suite(.enabled(if: PythonProgram.interpreter != nil, "needs websockets: see `make interop`"), .timeLimit(.minutes(3)))
struct PythonWebSocketTests {
    @Test("The library websockets gets everything back, compressed in every way there is", arguments: [true, false])
    func echo(keepsContext: Bool) async throws {
        try await RunningEcho.run(keepsContext: keepsContext) { port in
            let (code, output) = await (try PythonProgram("client.py", ["\(port)"])).finish()
            #expect(code == 0, "\(output)")
        }
    }
}
