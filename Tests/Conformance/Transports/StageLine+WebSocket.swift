import NIOCore
import NIOHTTP1
import NIOWebSocket

@testable import ParleyClient

extension StageLine {
    /// A bare WebSocket, so that every frame is seen as it came.
    static func webSocket(to door: StageServer.Door) async throws -> StageLine {
        let address = try ServerAddress(door.url)
        let socket = try await OpenSocket.open(
            address, headers: ["Host": address.authority, "X-Tinode-APIKey": Client.developmentKey],
            patience: .seconds(30))
        let channel = socket.channel
        return StageLine(
            send: { text in
                channel.writeAndFlush(
                    WebSocketFrame(fin: true, opcode: .text, maskKey: .random(), data: ByteBuffer(string: text)),
                    promise: nil)
            }, frames: socket.messages)
    }
}
