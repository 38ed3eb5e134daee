import Contracts
import RPC
import Synchronization

/// `pbx.Node`: what gRPC clients call.
///
/// Each stream is a session like any other, of one of the shards in turn.
final class NodeService: RPCService {
    private let shards: [Shard]
    private let connections = ConnectionCount()
    private let settings: GatewaySettings
    private let files: FileCalls?
    private let next = Atomic<Int>(0)
    private let isClosed = Atomic<Bool>(false)

    /// Bytes that may wait for a slow client; beyond it the client is dropped.
    private static let maxUnsentBytes = EdgeSettings().maxUnsentBytes

    /// Greatest message of any call, bytes: a piece of a file may be longer than a request.
    static let maxMessageSize = 4 << 20

    /// Creates the service.
    ///
    /// - Parameters:
    ///   - shards: Where sessions live.
    ///   - settings: The gateway's.
    ///   - files: Serves files; nil where there are none.
    init(shards: [Shard], settings: GatewaySettings, files: FileCalls?) {
        self.shards = shards
        self.settings = settings
        self.files = files
    }

    /// Takes nobody in any more, and says goodbye to all.
    func dismissAll() async {
        isClosed.store(true, ordering: .sequentiallyConsistent)
        for shard in shards {
            await shard.dismissStreams()
        }
    }

    func register(in router: inout RPCRouter) {
        router.stream(Pbx.NodeMethods.messageLoop.path) { source, sink, context in
            try await self.serve(source, sink, context)
        }
        router.clientStreaming(Pbx.NodeMethods.largeFileReceive) { parts, _ in
            guard let files = self.files else { throw RPCStatus.notImplemented("Node.LargeFileReceive") }
            return await files.receive(parts)
        }
        router.serverStreaming(Pbx.NodeMethods.largeFileServe) { request, client, _ in
            guard let files = self.files else { throw RPCStatus.notImplemented("Node.LargeFileServe") }
            try await files.serve(request, to: client)
        }
    }

    private func serve(_ source: any RPCByteSource, _ sink: any RPCByteSink, _ context: CallContext) async throws {
        defer { connections.leave() }
        guard connections.enter() <= settings.connections, !isClosed.load(ordering: .sequentiallyConsistent) else {
            throw RPCStatus(.unavailable, reason: "full", retryAfter: .seconds(1))
        }
        let place = next.add(1, ordering: .relaxed).oldValue
        let shard = shards[place % shards.count]
        let stream = await shard.open(sink, remoteAddress: context.peer, bound: Self.maxUnsentBytes)
        await withTaskGroup(of: Bool.self) { group in
            group.addTask {
                await self.read(source, of: stream, on: shard)
                return false
            }
            group.addTask {
                await Self.write(stream, of: shard, to: sink)
                return true
            }
            group.addTask {
                await shard.waitUntilCut(stream)
                return true
            }
            while let isOver = await group.next(), !isOver {}
            // Nobody waits on the stream then, and none of the tasks does.
            await shard.cut(stream)
            group.cancelAll()
        }
        if let status = await shard.close(stream) { throw status }
    }

    /// Takes in what the client sends, to its end: then the session ends after its last answers.
    private func read(_ source: any RPCByteSource, of stream: Shard.Stream, on shard: Shard) async {
        do {
            while let bytes = try await source.next() {
                guard bytes.count <= settings.messageSize else {
                    await shard.refuseTooLarge(stream)
                    return
                }
                await shard.receive(protobuf: bytes, from: stream)
            }
            await shard.finish(stream)
        } catch {
            await shard.cut(stream)
        }
    }

    /// Hands over what the call had no room for at first.
    private static func write(_ stream: Shard.Stream, of shard: Shard, to sink: any RPCByteSink) async {
        while let messages = await shard.outgoing(of: stream) {
            for message in messages {
                guard (try? await sink.send(message)) != nil else { return }
            }
        }
    }
}
