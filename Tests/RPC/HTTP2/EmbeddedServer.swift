import NIOCore
import NIOEmbedded

@testable import RPC

/// A server's connection on a channel without a socket, whose time stands still, and the session of a client.
///
/// Only for what needs no handler to run: handlers run elsewhere.
final class EmbeddedServer {
    let channel = EmbeddedChannel()
    let metrics = CountedRefusals()
    let client: HTTP2Session
    private(set) var events: [HTTP2Event] = []

    init(
        _ router: RPCRouter = RPCRouter(), settings: HTTP2ConnectionSettings = HTTP2ConnectionSettings(),
        client clientSettings: HTTP2Settings = HTTP2Settings()
    ) throws {
        client = try HTTP2Session(.client, settings: clientSettings)
        let role = ServerConnection(
            { router }, settings: settings, peer: "test", eventLoop: channel.eventLoop, running: RunningCalls(),
            meters: RefusalMeters(metrics))
        let handler = HTTP2Connection(try HTTP2Session(.server, settings: settings.http2), role, settings: settings)
        try channel.pipeline.syncOperations.addHandler(handler)
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        try exchange()
    }

    /// Carries bytes in both directions until there are none.
    func exchange() throws {
        var isQuiet = false
        while !isQuiet {
            isQuiet = true
            var bytes = ByteBuffer()
            try client.nextOutput(into: &bytes)
            if bytes.readableBytes > 0, channel.isActive {
                isQuiet = false
                try channel.writeInbound(bytes)
            }
            channel.embeddedEventLoop.run()
            while let bytes = try channel.readOutbound(as: ByteBuffer.self) {
                guard bytes.readableBytes > 0 else { continue }
                isQuiet = false
                events += try client.receive(bytes)
            }
            events += client.takeEvents()
        }
    }

    /// Opens a stream and returns the server's header lists on it.
    func answers(to request: HTTP2Headers, body: [UInt8]? = nil) throws -> [HTTP2Headers] {
        guard let stream = client.request(request) else { return [] }
        if let body {
            client.send(on: stream) { $0.writeBytes(body) }
            client.end(stream)
        }
        try exchange()
        return events.compactMap { event in
            if case .headers(stream, let headers, _) = event { headers } else { nil }
        }
    }

    /// Whether the server has said goodbye, and how.
    var goodbye: HTTP2ErrorCode? {
        for case .goAway(_, let code) in events { return code }
        return nil
    }
}
