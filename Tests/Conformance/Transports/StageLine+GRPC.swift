import Contracts
import Foundation
import RPC

@testable import Gateway

extension StageLine {
    /// One stream of `pbx.Node.MessageLoop`, on a connection of its own.
    static func grpc(to door: StageServer.Door) async throws -> StageLine {
        guard let port = door.grpc else { throw BadDialogue(line: 0, "there is no gRPC port") }
        let transport = try await HTTP2RPCTransport.connect(to: RPCAddress(host: "127.0.0.1", port: port))
        let (requests, request) = AsyncStream.makeStream(of: Pbx.ClientMsg.self)
        let (frames, frame) = AsyncStream.makeStream(of: [UInt8].self)
        // It ends with the stream, at the latest when the server ends.
        Task {
            _ = try? await RPCClient(transport).bidirectional(Pbx.NodeMethods.messageLoop) { outgoing, incoming in
                try await withThrowingTaskGroup { group in
                    group.addTask {
                        for await request in requests { try await outgoing.send(request) }
                    }
                    for try await message in incoming {
                        let now = Int64(Date().timeIntervalSince1970 * 1000)
                        frame.yield(try ServerMessage(message, at: now).encoded())
                    }
                    group.cancelAll()
                }
            }
            frame.finish()
            await transport.close(grace: .zero)
        }
        return StageLine(
            send: { text in
                // Protobuf has no probe: whoever asks whether the network is there has the answer of HTTP/2's own.
                guard text != "1" else {
                    frame.yield([UInt8(ascii: "0")])
                    return
                }
                request.yield(message(of: text))
            }, frames: frames)
    }

    /// The request in a frame; for what is malformed, something as malformed under the same number and topic.
    private static func message(of text: String) -> Pbx.ClientMsg {
        do {
            return Pbx.ClientMsg(try ClientMessage(parsing: Array(text.utf8)))
        } catch {
            guard error.id != nil || error.topic != nil else { return Pbx.ClientMsg() }
            return Pbx.ClientMsg(
                content: .pub(
                    Pbx.ClientPub(id: error.id ?? "", topic: error.topic ?? "", content: Array("{".utf8))))
        }
    }
}
