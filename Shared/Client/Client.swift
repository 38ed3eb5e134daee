import JSON
import NIOCore
import NIOHTTP1
import NIOWebSocket

/// One session with a server, over WebSocket.
///
/// Requests may be made side by side; each waits for its own answer. Everything else that the server says arrives in
/// `events`.
package actor Client {
    /// The API key that a server takes while it has no salt of its own: for trying things out.
    package static let developmentKey = "AQEAAAABAAD_rAp4DJh05a1HAwFT3A6K"

    /// What the server says of itself, for one reader. At most 4096 events wait; after that the oldest are dropped.
    package nonisolated let events: AsyncStream<ServerEvent>

    private let eventSink: AsyncStream<ServerEvent>.Continuation
    private let channel: any Channel
    private let timeout: Duration
    private var waiting: [String: Waiter] = [:]
    private var lastID = 0
    private var isClosed = false
    /// What `hello` tells the server of this program.
    let userAgent: String

    /// A request that has no answer yet.
    private struct Waiter {
        let continuation: CheckedContinuation<Result<Answer, ClientError>, Never>
        let timer: Task<Void, Never>
        let takesMeta: Bool
    }

    /// What ends the wait for an answer.
    enum Answer: Sendable {
        case control(Control)
        case meta(RawJSON)
    }

    private init(socket: OpenSocket, userAgent: String, timeout: Duration) {
        channel = socket.channel
        self.userAgent = userAgent
        self.timeout = timeout
        (events, eventSink) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(4096))
    }

    /// Connects to a server.
    ///
    /// - Parameters:
    ///   - url: `ws://host[:port]/v0/channels`; the path may be left out.
    ///   - apiKey: What lets this program in at all.
    ///   - userAgent: The program's name and version, shown to others.
    ///   - timeout: How long each request waits for its answer.
    /// - Throws: `invalidAddress`, `unreachable` or `notUpgraded`.
    package static func connect(
        to url: String, apiKey: String = developmentKey, userAgent: String = "parley/1.0",
        timeout: Duration = .seconds(5)
    ) async throws(ClientError) -> Client {
        let address = try ServerAddress(url)
        let headers: HTTPHeaders = [
            "Host": address.authority, "X-Tinode-APIKey": apiKey, "User-Agent": userAgent,
        ]
        let socket = try await OpenSocket.open(address, headers: headers)
        let client = Client(socket: socket, userAgent: userAgent, timeout: timeout)
        Task { await client.read(socket.messages) }
        return client
    }

    /// Sends one text as it is. An answer to it arrives in `events`.
    ///
    /// - Throws: `closed`.
    package func send(raw text: String) throws(ClientError) {
        guard !isClosed else { throw .closed }
        write(Array(text.utf8))
    }

    /// Closes the connection; what still waits fails with `closed`. Closing twice is harmless.
    package func close() async {
        guard !isClosed else { return }
        var code = ByteBuffer()
        code.write(webSocketErrorCode: .normalClosure)
        let frame = WebSocketFrame(fin: true, opcode: .connectionClose, maskKey: .random(), data: code)
        try? await channel.writeAndFlush(frame).get()
        try? await channel.close().get()
        finish()
    }

    /// Sends `{kind: {"id": …, fields}, besides}` and waits for what answers it.
    func exchange(
        _ kind: String, takesMeta: Bool = false, _ fields: (inout JSONWriter) -> Void,
        besides: (inout JSONWriter) -> Void = { _ in }
    ) async throws(ClientError) -> Answer {
        guard !isClosed else { throw .closed }
        lastID += 1
        let id = String(lastID)
        let message = RawJSON.build { writer in
            writer.beginObject()
            writer.key(naming: kind)
            writer.beginObject()
            writer.field("id", id)
            fields(&writer)
            writer.endObject()
            besides(&writer)
            writer.endObject()
        }
        let result = await withCheckedContinuation { continuation in
            let timer = Task { [timeout] in
                guard (try? await Task.sleep(for: timeout)) != nil else { return }
                self.settle(id, .failure(.timeout))
            }
            waiting[id] = Waiter(continuation: continuation, timer: timer, takesMeta: takesMeta)
            write(message.bytes)
        }
        let answer = try result.get()
        if case .control(let control) = answer, control.isRefusal {
            throw .refused(code: control.code, text: control.text, params: control.params)
        }
        return answer
    }

    private func write(_ bytes: [UInt8]) {
        let frame = WebSocketFrame(
            fin: true, opcode: .text, maskKey: .random(), data: channel.allocator.buffer(bytes: bytes))
        channel.writeAndFlush(frame, promise: nil)
    }

    private func read(_ messages: AsyncStream<[UInt8]>) async {
        for await message in messages {
            guard let event = ServerEvent(text: message) else { continue }
            take(event)
        }
        finish()
    }

    private func take(_ event: ServerEvent) {
        switch event {
        case .control(let control):
            if let id = control.id, waiting[id] != nil { return settle(id, .success(.control(control))) }
        case .meta(let body):
            if let id = body.object?["id"]?.string, let waiter = waiting[id], waiter.takesMeta {
                settle(id, .success(.meta(body)))
            }
        default: break
        }
        eventSink.yield(event)
    }

    private func settle(_ id: String, _ result: Result<Answer, ClientError>) {
        guard let waiter = waiting.removeValue(forKey: id) else { return }
        waiter.timer.cancel()
        waiter.continuation.resume(returning: result)
    }

    private func finish() {
        guard !isClosed else { return }
        isClosed = true
        for id in Array(waiting.keys) { settle(id, .failure(.closed)) }
        eventSink.yield(.closed)
        eventSink.finish()
    }
}
