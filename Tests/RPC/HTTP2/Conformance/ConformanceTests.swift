import RPC
import Testing

/// RFC 9113 and RFC 7541 by the cases that h2spec has, played against the server over a socket.
///
/// The names begin with h2spec's numbers, which are the sections of RFC 7540.
@Suite(.timeLimit(.minutes(1))) struct ConformanceTests {
    private func play(_ one: ProtocolCase) async throws {
        let server = HTTP2RPCServer(RPCRouter([MailService { letter, _ in letter }]))
        let port = try await server.listen(host: "127.0.0.1", port: 0)
        try await one.play(against: port)
        await server.shutDown(grace: .zero)
    }

    @Test("A plain client is served", arguments: ProtocolCase.generic + ProtocolCase.frames)
    func generic(one: ProtocolCase) async throws { try await play(one) }

    @Test("Each way to write a field is understood", arguments: ProtocolCase.compression)
    func compression(one: ProtocolCase) async throws { try await play(one) }

    @Test("Wrong compression ends the connection", arguments: ProtocolCase.compressionErrors)
    func compressionErrors(one: ProtocolCase) async throws { try await play(one) }

    @Test(
        "Connections start, frame and end as they should",
        arguments: ProtocolCase.starting + ProtocolCase.framing + ProtocolCase.extensions)
    func connections(one: ProtocolCase) async throws { try await play(one) }

    @Test(
        "Streams take what their state allows",
        arguments: ProtocolCase.idleStreams + ProtocolCase.halfClosedStreams + ProtocolCase.closedStreams
            + ProtocolCase.streamNumbers + ProtocolCase.priorities)
    func streams(one: ProtocolCase) async throws { try await play(one) }

    @Test(
        "A frame that is used wrongly is an error",
        arguments: ProtocolCase.dataFrames + ProtocolCase.headersFrames + ProtocolCase.priorityFrames
            + ProtocolCase.resetFrames + ProtocolCase.pingFrames + ProtocolCase.goAwayFrames
            + ProtocolCase.continuationFrames)
    func frames(one: ProtocolCase) async throws { try await play(one) }

    @Test("Settings and windows are honoured", arguments: ProtocolCase.settingsFrames + ProtocolCase.windowUpdates)
    func settings(one: ProtocolCase) async throws { try await play(one) }

    @Test(
        "A malformed request is refused, and not served",
        arguments: ProtocolCase.messages + ProtocolCase.pseudoFields + ProtocolCase.connectionFields
            + ProtocolCase.contentLengths)
    func messages(one: ProtocolCase) async throws { try await play(one) }
}
