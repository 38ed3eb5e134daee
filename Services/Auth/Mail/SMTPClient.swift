import NIOCore
import NIOPosix
import Settings
import TLS

/// Delivers mail to one server, a connection for each letter.
struct SMTPClient: Sendable {
    let settings: MailSettings
    private let security: TLSContext?

    /// Prepares the way to a server; reads the file of authorities, if one is named.
    ///
    /// - Throws: `TLSError` for a file that cannot be used.
    init(_ settings: MailSettings) throws(TLSError) {
        self.settings = settings
        security =
            settings.protection == .none
            ? nil
            : try TLSContext(.client(trustRoots: settings.trustRoots, peerName: .host(settings.server.host)))
    }

    /// Delivers a message.
    ///
    /// - Throws: ``SMTPFailure``.
    func deliver(_ message: MailMessage) async throws(SMTPFailure) {
        do {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await converse(message) }
                group.addTask {
                    try await Task.sleep(for: settings.timeout)
                    throw SMTPFailure.timeout
                }
                defer { group.cancelAll() }
                _ = try await group.next()
            }
        } catch let failure as SMTPFailure {
            throw failure
        } catch {
            throw .disconnected
        }
    }

    private func converse(_ message: MailMessage) async throws {
        let isSecure = settings.protection == .tls
        let connection = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connectTimeout(.nanoseconds(Int64(settings.timeout / .nanoseconds(1))))
            .connect(host: settings.server.host, port: settings.server.port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    if isSecure { try addTLS(to: channel) }
                    return try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        try await connection.executeThenClose { inbound, outbound in
            var dialogue = SMTPDialogue(
                from: message.from, to: message.to, helloName: settings.helloName,
                account: settings.account.map { (user: $0.user, password: $0.password.reveal()) }, isSecure: isSecure,
                isTLSWanted: settings.protection != .none)
            var reader = SMTPReplyReader()
            var chunks = inbound.makeAsyncIterator()
            while true {
                guard let reply = try reader.next() else {
                    guard let chunk = try await chunks.next() else { throw SMTPFailure.disconnected }
                    reader.append(chunk.readableBytesView)
                    continue
                }
                var action = try dialogue.receive(reply)
                if action == .startTLS {
                    // What came with the answer was not protected: nobody knows who put it there.
                    guard reader.isEmpty else { throw SMTPFailure.unexpected }
                    try await connection.channel.eventLoop.submit { try addTLS(to: connection.channel) }.get()
                    action = dialogue.secured()
                }
                switch action {
                case .send(let line): try await outbound.write(ByteBuffer(string: line + "\r\n"))
                case .sendMessage: try await outbound.write(ByteBuffer(bytes: message.octets + Array(".\r\n".utf8)))
                case .done:
                    // Best effort: the mail is delivered.
                    try? await outbound.write(ByteBuffer(string: "QUIT\r\n"))
                    return
                case .startTLS: throw SMTPFailure.unexpected
                }
            }
        }
    }

    private func addTLS(to channel: any Channel) throws {
        guard let security else { return }
        try channel.pipeline.syncOperations.addHandler(TLSHandler(security), position: .first)
    }
}
