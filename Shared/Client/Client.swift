import JSON
import NIOCore
import NIOHTTP1
import NIOWebSocket

/// One session with a server, over WebSocket.
///
/// Requests may be made side by side; each waits for its own answer. Everything else that the server says arrives in
/// `events`.
///
/// ```swift
/// let client = try await Client.connect(to: "ws://localhost:6060")
/// try await client.hello()
/// try await client.login(basic: "alice", password: "alice123")
/// try await client.subscribe("me")
/// for row in try await client.subscriptions(of: "me") { print(row.name ?? "", row.unread) }
/// ```
///
/// A client does not reconnect by itself: `events` ends with `closed`, and whatever still waits fails. Connect again,
/// log in with the token of the first login, subscribe again, and ask for the messages after the last one seen. A
/// client that nobody holds any more closes its connection.
package actor Client {
    /// The API key that a server takes while it has no salt of its own: for trying things out.
    package static let developmentKey = "AQEAAAABAAD_rAp4DJh05a1HAwFT3A6K"

    /// What the server says of itself, for one reader.
    ///
    /// At most 4096 events wait; after that the oldest are dropped.
    package nonisolated let events: AsyncStream<ServerEvent>

    private let eventSink: AsyncStream<ServerEvent>.Continuation
    private let channel: any Channel
    private let timeout: Duration
    /// How long the connection may take to begin, and to end.
    private let patience: TimeAmount
    private var pending = PendingRequests()
    private var isClosed = false
    /// Takes in what the server says, until the connection is gone.
    private var reading: Task<Void, Never>?
    /// What `hello` tells the server of this program.
    let userAgent: String

    private init(socket: OpenSocket, userAgent: String, timeout: Duration, patience: TimeAmount) {
        channel = socket.channel
        self.userAgent = userAgent
        self.timeout = timeout
        self.patience = patience
        (events, eventSink) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(4096))
    }

    /// Connects to a server.
    ///
    /// - Parameters:
    ///   - url: `ws://host[:port]/v0/channels`; the path may be left out.
    ///   - apiKey: What lets this program in at all.
    ///   - userAgent: The program's name and version, shown to others.
    ///   - timeout: How long each request waits for its answer; connecting may take as long, and 5 s in any case.
    /// - Returns: The client; `hello` comes next.
    /// - Throws: `invalidAddress`, `unreachable` or `notUpgraded`.
    package static func connect(
        to url: String, apiKey: String = developmentKey, userAgent: String = "parley/1.0",
        timeout: Duration = .seconds(5)
    ) async throws(ClientError) -> Client {
        let address = try ServerAddress(url)
        let headers: HTTPHeaders = [
            "Host": address.authority, "X-Tinode-APIKey": apiKey, "User-Agent": userAgent,
        ]
        let patience = TimeAmount(max(.seconds(5), timeout))
        let socket = try await OpenSocket.open(address, headers: headers, patience: patience)
        let client = Client(socket: socket, userAgent: userAgent, timeout: timeout, patience: patience)
        await client.start(reading: socket.messages)
        return client
    }

    deinit {
        reading?.cancel()
        eventSink.finish()
        channel.close(promise: nil)
    }

    /// Sends one text as it is; an answer to it arrives in `events`.
    ///
    /// - Throws: `closed`.
    package func send(raw text: String) throws(ClientError) {
        guard !isClosed else { throw .closed }
        write(Array(text.utf8))
    }

    /// Closes the connection, once the server has taken in what was sent.
    ///
    /// What still waits for an answer fails with `closed` at once. Closing twice is harmless.
    ///
    /// - Parameter limit: How long a server is waited for that does not say so; what it has not taken in by then may be
    ///   lost. By default as long as connecting may take.
    package func close(within limit: Duration? = nil) async {
        guard !isClosed else { return }
        finish()
        var code = ByteBuffer()
        code.write(webSocketErrorCode: .normalClosure)
        let frame = WebSocketFrame(fin: true, opcode: .connectionClose, maskKey: .random(), data: code)
        // The server hangs up (RFC 6455, section 7.1.1): a socket closed here, with an answer on its way, would drop what
        // the network has not taken yet.
        let impatience = channel.eventLoop.scheduleTask(in: limit.map { TimeAmount($0) } ?? patience) { [channel] in
            channel.close(promise: nil)
        }
        channel.writeAndFlush(frame, promise: nil)
        try? await channel.closeFuture.get()
        impatience.cancel()
    }

    /// Sends `{kind: {"id": …, fields}, besides}` and waits for what answers it.
    func exchange(
        _ kind: String, takesMeta: Bool = false, _ fields: (inout JSONWriter) -> Void,
        besides: (inout JSONWriter) -> Void = { _ in }
    ) async throws(ClientError) -> PendingRequests.Answer {
        try await exchange(kind, id: pending.nextID(), takesMeta: takesMeta, fields, besides: besides)
    }

    /// Asks for messages of a topic, and collects them until the server says that it was all.
    ///
    /// What is published in the meantime and has a number asked for is among them, and may be there twice: nothing on
    /// the wire tells the two apart.
    func page(
        of topic: String, _ range: Range<Int64>, _ fields: (inout JSONWriter) -> Void
    ) async throws(ClientError) -> [RawJSON] {
        let id = pending.nextID()
        pending.openPage(for: id, of: topic, range)
        let result: PendingRequests.Outcome
        do {
            result = .success(try await exchange("get", id: id, takesMeta: false, fields) { _ in })
        } catch {
            result = .failure(error)
        }
        let messages = pending.closePage(for: id)
        switch result {
        case .success: return messages
        case .failure(let error):
            for message in messages { eventSink.yield(.data(message)) }
            throw error
        }
    }

    private func exchange(
        _ kind: String, id: String, takesMeta: Bool, _ fields: (inout JSONWriter) -> Void,
        besides: (inout JSONWriter) -> Void
    ) async throws(ClientError) -> PendingRequests.Answer {
        guard !isClosed else { throw .closed }
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
        let answer = try await answer(to: id, takesMeta: takesMeta, sending: message).get()
        if case .control(let control) = answer, control.isRefusal {
            throw .refused(code: control.code, text: control.text, params: control.params)
        }
        return answer
    }

    private func answer(to id: String, takesMeta: Bool, sending message: RawJSON) async -> PendingRequests.Outcome {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                guard !Task.isCancelled else { return continuation.resume(returning: .failure(.cancelled)) }
                let timer = Task { [timeout] in
                    guard (try? await Task.sleep(for: timeout)) != nil else { return }
                    settle(id, .failure(.timeout))
                }
                pending.wait(for: id, .init(continuation: continuation, timer: timer, takesMeta: takesMeta))
                write(message.bytes)
            }
        } onCancel: {
            // Harmless when the answer is there already: ids are never used again.
            Task { await self.settle(id, .failure(.cancelled)) }
        }
    }

    private func write(_ bytes: [UInt8]) {
        let frame = WebSocketFrame(
            fin: true, opcode: .text, maskKey: .random(), data: channel.allocator.buffer(bytes: bytes))
        // A write that fails leaves the connection closed, and that is how those who wait hear of it.
        channel.writeAndFlush(frame, promise: nil)
    }

    private func start(reading messages: AsyncStream<[UInt8]>) {
        reading = Task { [weak self] in
            for await message in messages {
                guard let self else { return }
                await self.take(message)
            }
            await self?.finish()
        }
    }

    private func take(_ message: [UInt8]) {
        guard !isClosed, let event = ServerEvent(text: message), !pending.take(event) else { return }
        eventSink.yield(event)
    }

    private func settle(_ id: String, _ result: PendingRequests.Outcome) {
        pending.settle(id, result)
    }

    private func finish() {
        guard !isClosed else { return }
        isClosed = true
        pending.settleAll(.failure(.closed))
        eventSink.yield(.closed)
        eventSink.finish()
    }
}
