import Gateway
import NIOCore
import NIOPosix
import Testing

@testable import WebSocketEcho

/// The echo on a port of its own.
enum RunningEcho {
    /// Runs a test against it; the port is closed with the test.
    static func run(keepsContext: Bool = true, _ test: (_ port: Int) async throws -> Void) async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let server = try await EchoServer.start(host: "127.0.0.1", port: 0, keepsContext: keepsContext, group: group)
        let outcome: Result<Void, any Error>
        do {
            outcome = .success(try await test(try #require(server.port)))
        } catch {
            outcome = .failure(error)
        }
        await server.shutdown()
        try await group.shutdownGracefully()
        try outcome.get()
    }
}

extension EdgeClient {
    /// All frames up to the server's goodbye, which is answered.
    func conversation() async throws -> [EchoCase.Frame] {
        var frames: [EchoCase.Frame] = []
        while true {
            let (first, payload) = try await receiveAnyFrame()
            switch first {
            case 0x81: frames.append(.text(payload))
            case 0x82: frames.append(.binary(payload))
            case 0x8A: frames.append(.pong(payload))
            case 0x88:
                frames.append(.close(payload.count < 2 ? nil : UInt16(payload[0]) << 8 | UInt16(payload[1])))
                try? await close()
                return frames
            default:
                Issue.record("a frame that begins with \(first)")
                return frames
            }
        }
    }
}
