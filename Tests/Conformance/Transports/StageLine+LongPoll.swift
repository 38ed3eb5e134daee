import AsyncHTTPClient
import JSON
import NIOCore
import NIOHTTP1

@testable import ParleyClient

extension StageLine {
    /// A client that polls: what it says goes up one request after the other, what it hears comes down one a poll.
    static func longPoll(to door: StageServer.Door) async throws -> StageLine {
        let address = try ServerAddress(door.url)
        let channel = LongPollChannel("http://\(address.authority)/v0/channels/lp?apikey=\(Client.developmentKey)")
        let opened = try await channel.exchange(nil)
        let answer = opened.body.flatMap { try? RawJSON(validating: $0) }
        guard let sid = answer?.object?["ctrl"]?.object?["params"]?.object?["sid"]?.string else {
            throw BadDialogue(line: 0, "no session to poll: \(opened)")
        }
        let session = LongPollChannel("\(channel.address)&sid=\(sid)")
        let (texts, sending) = AsyncStream.makeStream(of: String.self)
        let (frames, heard) = AsyncStream.makeStream(of: [UInt8].self)
        Task {
            for await text in texts {
                guard try await session.exchange(text).status == 200 else { break }
            }
        }
        Task {
            // It ends with the session, or the server.
            while let answer = try? await session.exchange(nil), answer.status == 200 {
                if let body = answer.body { heard.yield(body) }
            }
            heard.finish()
            sending.finish()
        }
        return StageLine(send: { sending.yield($0) }, frames: frames)
    }
}

/// One address that is polled and posted to.
private struct LongPollChannel: Sendable {
    let address: String

    /// It lives as long as the tests do: every session holds a connection.
    private static let client = {
        var configuration = HTTPClient.Configuration()
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 256
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()

    init(_ address: String) {
        self.address = address
    }

    /// Sends a text, or asks for the next message.
    ///
    /// - Returns: The status, and the body unless it is empty.
    func exchange(_ text: String?) async throws -> (status: UInt, body: [UInt8]?) {
        var request = HTTPClientRequest(url: address)
        request.method = text == nil ? .GET : .POST
        if let text { request.body = .bytes(ByteBuffer(string: text)) }
        let response = try await Self.client.execute(request, timeout: .minutes(2))
        let body = try await response.body.collect(upTo: 1 << 22)
        return (response.status.code, body.readableBytes == 0 ? nil : Array(body.readableBytesView))
    }
}
