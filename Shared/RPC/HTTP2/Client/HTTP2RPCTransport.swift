package import NIOCore
import NIOPosix
import Synchronization
import TLS

/// Makes calls over one HTTP/2 connection, in gRPC's wire format; all calls share it.
///
/// It does not connect again: see ``RPCClientPool``.
package final class HTTP2RPCTransport: RPCTransport {
    private let channel: any Channel
    private let connection: NIOLoopBound<ClientConnection>
    private let maxMessageSize: Int
    private let lastTicket = Atomic<UInt64>(0)

    private init(_ channel: any Channel, _ connection: NIOLoopBound<ClientConnection>, maxMessageSize: Int) {
        self.channel = channel
        self.connection = connection
        self.maxMessageSize = maxMessageSize
    }

    deinit {
        channel.close(promise: nil)
    }

    /// Connects to a service.
    ///
    /// - Parameters:
    ///   - address: Where it listens.
    ///   - settings: How the connection behaves.
    ///   - group: The event loops.
    ///   - security: How the connection is protected.
    ///   - whenUnusable: Is called once, when the connection takes no more calls.
    /// - Returns: The transport, connected.
    /// - Throws: `unavailable` when it cannot be reached, or is not whom it should be.
    package static func connect(
        to address: RPCAddress, settings: HTTP2ConnectionSettings = HTTP2ConnectionSettings(),
        group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton,
        security: RPCClientSecurity = .plaintext, whenUnusable: @escaping @Sendable () -> Void = {}
    ) async throws(RPCStatus) -> HTTP2RPCTransport {
        do {
            let bootstrap = ClientBootstrap(group: group)
                .channelOption(.tcpOption(.tcp_nodelay), value: 1)
                .connectTimeout(TimeAmount(settings.connectTimeout))
            let (channel, connection, handshake) = try await bootstrap.connect(
                host: address.host, port: address.port
            ) { channel in
                channel.eventLoop.makeCompletedFuture {
                    let handshake = try security.prepare(channel)
                    let role = ClientConnection(
                        authority: address.description, scheme: security.scheme, settings: settings,
                        eventLoop: channel.eventLoop, whenUnusable: whenUnusable)
                    let session = try HTTP2Session(.client, settings: settings.http2)
                    let handler = HTTP2Connection(session, role, settings: settings)
                    try channel.pipeline.syncOperations.addHandler(handler)
                    return (channel, NIOLoopBound(role, eventLoop: channel.eventLoop), handshake)
                }
            }
            _ = try await handshake?.get()
            return HTTP2RPCTransport(channel, connection, maxMessageSize: settings.maxMessageSize)
        } catch let error as TLSError {
            throw RPCStatus(.unavailable, reason: "untrusted", message: "no trust in \(address): \(error)")
        } catch {
            throw RPCStatus(.unavailable, reason: "unreachable", message: "cannot connect to \(address)")
        }
    }

    package func unary(_ path: String, _ request: [UInt8], options: CallOptions) async throws(RPCStatus) -> [UInt8] {
        switch await attempt(path, request, options: options) {
        case .success(let answer): return answer
        case .failure(let failure): throw failure.status
        }
    }

    /// Makes a unary call, and tells how it failed.
    func attempt(_ path: String, _ request: [UInt8], options: CallOptions) async -> Result<[UInt8], CallFailure> {
        if let failure = Self.refusal(options) { return .failure(failure) }
        let ticket = lastTicket.add(1, ordering: .relaxed).newValue
        let (connection, maxMessageSize) = (connection, maxMessageSize)
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                connection.eventLoop.execute {
                    let call = ClientCall(
                        ticket: ticket, caller: .unary(continuation), answerMetadata: options.answerMetadata,
                        deadline: options.timeout.map { connection.eventLoop.now + TimeAmount($0) },
                        maxMessageSize: maxMessageSize)
                    connection.value.start(call, path: path, message: request, options: options)
                }
                // A cancellation before the call was there has found nothing to cancel.
                if Task.isCancelled { connection.eventLoop.execute { connection.value.cancel(ticket) } }
            }
        } onCancel: {
            connection.eventLoop.execute { connection.value.cancel(ticket) }
        }
    }

    package func stream<Value: Sendable>(
        _ path: String, options: CallOptions,
        _ body: @escaping @Sendable (any RPCByteSink, any RPCByteSource) async throws -> Value
    ) async throws -> Value {
        if let failure = Self.refusal(options) { throw failure.status }
        let ticket = lastTicket.add(1, ordering: .relaxed).newValue
        let (requests, responses) = (MessagePipe(), MessagePipe())
        let (connection, maxMessageSize) = (connection, maxMessageSize)
        connection.eventLoop.execute {
            let call = ClientCall(
                ticket: ticket, caller: .stream(requests: requests, responses: responses),
                answerMetadata: options.answerMetadata,
                deadline: options.timeout.map { connection.eventLoop.now + TimeAmount($0) },
                maxMessageSize: maxMessageSize)
            connection.value.start(call, path: path, options: options)
        }
        // Does nothing when the call is over by then.
        defer { connection.eventLoop.execute { connection.value.cancel(ticket) } }
        return try await body(requests, responses)
    }

    /// Calls that end before they begin.
    private static func refusal(_ options: CallOptions) -> CallFailure? {
        if Task.isCancelled { return CallFailure(RPCStatus(.cancelled)) }
        if let timeout = options.timeout, timeout <= .zero { return CallFailure(RPCStatus(.deadlineExceeded)) }
        return nil
    }

    /// Takes no more calls, and closes when those there are over; returns then.
    ///
    /// - Parameter grace: How long they may take; those still there then fail.
    package func close(grace: Duration = .seconds(30)) async {
        let (connection, channel) = (connection, channel)
        connection.eventLoop.execute { connection.value.drain() }
        let cut = connection.eventLoop.scheduleTask(in: TimeAmount(grace)) { channel.close(promise: nil) }
        // It fails only with the event loop.
        try? await channel.closeFuture.get()
        cut.cancel()
    }
}
