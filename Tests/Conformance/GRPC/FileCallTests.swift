import Contracts
import RPC
import RunningParley
import Testing

/// Files over gRPC, for clients without HTTP.
@Suite(.timeLimit(.minutes(2)))
struct FileCallTests {
    private static let alice = Pbx.Auth(scheme: "basic", secret: Array("alice:alice123".utf8))

    @Test("A file comes back as it was sent, whatever pieces it was sent in")
    func roundTrip() async throws {
        try await withClient { client in
            let content = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            let pieces = [Array(content[..<10]), [], Array(content[10...])]
            let sent = try await Self.upload(pieces, by: Self.alice, client)
            #expect((sent.code, sent.text, sent.id) == (200, "ok", "up"))
            let meta = try #require(sent.meta)
            #expect(meta.size == 3_000_000 && meta.name.hasPrefix("/v0/file/s/"))
            let parts = try await Self.download(meta.name, by: Self.alice, client)
            #expect(parts.first?.code == 200 && parts.first?.meta == meta && parts.allSatisfy { $0.id == "down" })
            #expect(parts.flatMap(\.content) == content)
            let known = try await Self.download(meta.name, by: Self.alice, knowing: meta.etag, client)
            #expect(known.map(\.code) == [304])
        }
    }

    @Test("A refusal is said in the answer, with the protocol's code")
    func refusals() async throws {
        try await withClient { client in
            let wrong = Pbx.Auth(scheme: "basic", secret: Array("alice:wrong".utf8))
            let uploads = [
                try await Self.upload([[1]], by: wrong, client), try await Self.upload([[1]], by: nil, client),
                try await Self.upload([[1]], by: Self.alice, size: 1 << 40, client),
                try await Self.upload(
                    Array(repeating: [UInt8](repeating: 0, count: 1 << 20), count: 9), by: Self.alice, client),
            ]
            #expect(uploads.map(\.code) == [401, 401, 413, 413])
            let downloads = [
                try await Self.download("/v0/file/s/AAAAAAAAAAAAAAAA", by: Self.alice, client),
                try await Self.download("nonsense", by: Self.alice, client),
                try await Self.download("nonsense", by: nil, client),
            ]
            #expect(downloads.map { $0.map(\.code) } == [[404], [404], [401]])
        }
    }

    @Test("Somebody about to sign up may send their picture")
    func newAccount() async throws {
        try await withClient { client in
            let answer = try await Self.upload([[0x89, 0x50]], by: nil, topic: "newacc", client)
            #expect(answer.code == 200)
        }
    }

    private static func upload(
        _ pieces: [[UInt8]], by auth: Pbx.Auth?, topic: String = "", size: Int64 = 0, _ client: RPCClient
    ) async throws -> Pbx.FileUpResp {
        try await client.clientStreaming(Pbx.NodeMethods.largeFileReceive) { parts in
            let meta = Pbx.FileMeta(name: "a.bin", mimeType: "application/x-test", size: size)
            try await parts.send(Pbx.FileUpReq(id: "up", auth: auth, topic: topic, meta: meta, content: pieces[0]))
            for piece in pieces.dropFirst() {
                try await parts.send(Pbx.FileUpReq(content: piece))
            }
        }
    }

    private static func download(
        _ address: String, by auth: Pbx.Auth?, knowing etag: String = "", _ client: RPCClient
    ) async throws -> [Pbx.FileDownResp] {
        let request = Pbx.FileDownReq(id: "down", auth: auth, uri: address, ifModified: etag)
        return try await client.serverStreaming(Pbx.NodeMethods.largeFileServe, request) { answers in
            var parts: [Pbx.FileDownResp] = []
            for try await part in answers { parts.append(part) }
            return parts
        }
    }

    private func withClient(_ body: @Sendable @escaping (RPCClient) async throws -> Void) async throws {
        try await withParley { server in
            let port = try #require(await server.ports[.grpc])
            let transport = try await HTTP2RPCTransport.connect(to: RPCAddress(host: "127.0.0.1", port: port))
            try await body(RPCClient(transport))
            await transport.close()
        }
    }
}
