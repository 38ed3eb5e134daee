import Blobs
import Foundation
import NIOCore
import RunningS3
import Testing

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

@Suite("Blobs in S3 keep the contract", .timeLimit(.minutes(4)))
struct S3BlobStoreTests {
    @Test("promise", arguments: BlobStoreContract.promises)
    func promise(_ promise: BlobStorePromise) async throws {
        let server = try await RunningS3.shared()
        try await promise.check(S3BlobStore(server.settings(bucket: server.freshBucket())))
    }

    private func fetch(_ address: String, head: Bool = false) async throws -> (HTTPURLResponse, String) {
        var request = URLRequest(url: try #require(URL(string: address)))
        request.httpMethod = head ? "HEAD" : "GET"
        let (data, response) = try await URLSession.shared.data(for: request)
        return (try #require(response as? HTTPURLResponse), String(decoding: data, as: UTF8.self))
    }

    @Test("Whoever has the address can fetch the blob, as it is to be shown, and nobody else")
    func address() async throws {
        let server = try await RunningS3.shared()
        let store = S3BlobStore(server.settings(bucket: server.freshBucket()))
        let key = try BlobKey("picture")
        _ = try await store.put(key, BlobStream(ByteBuffer(string: "a picture")))
        var view = BlobView(type: "image/png", disposition: #"attachment; filename="a b.png""#)
        let address = try #require(store.address(of: key, view, for: .seconds(60)))
        let (response, body) = try await fetch(address)
        #expect(response.statusCode == 200)
        #expect(body == "a picture")
        #expect(response.value(forHTTPHeaderField: "Content-Type") == "image/png")
        #expect(response.value(forHTTPHeaderField: "Content-Disposition") == view.disposition)
        view.isHead = true
        let head = try #require(store.address(of: key, view, for: .seconds(60)))
        #expect(try await fetch(head, head: true).0.statusCode == 200)
        let bare = String(address.prefix { $0 != "?" })
        #expect(try await fetch(bare).0.statusCode == 403)
        #expect(try await fetch(address.replacing("X-Amz-Expires=60", with: "X-Amz-Expires=61")).0.statusCode == 403)
    }

    @Test("An address is good for its time only")
    func expiry() async throws {
        let server = try await RunningS3.shared()
        let store = S3BlobStore(server.settings(bucket: server.freshBucket()))
        let key = try BlobKey("picture")
        _ = try await store.put(key, BlobStream(ByteBuffer(string: "a picture")))
        let view = BlobView(type: "image/png", disposition: "inline")
        let address = try #require(store.address(of: key, view, for: .seconds(1)))
        var status = try await fetch(address).0.statusCode
        for _ in 0..<60 where status != 403 {
            try await Task.sleep(for: .milliseconds(250))
            status = try await fetch(address).0.statusCode
        }
        #expect(status == 403)
    }

    @Test("A wrong secret is told of, and nothing is kept")
    func wrongSecret() async throws {
        let server = try await RunningS3.shared()
        var settings = server.settings(bucket: server.freshBucket(), retries: 0)
        settings.secretKey = "guess"
        let store = S3BlobStore(settings)
        await #expect(throws: BlobError.self) {
            _ = try await store.put(BlobKey("a"), BlobStream(ByteBuffer(string: "x")))
        }
    }

    @Test("A server that is not there is told of")
    func absent() async throws {
        var settings = try #require(
            S3Settings(
                endpoint: "http://127.0.0.1:1", region: "r", bucket: "b", accessKey: "a", secretKey: "s"))
        settings.retries = 1
        let store = S3BlobStore(settings)
        await #expect(throws: BlobError.self) { _ = try await store.size(of: BlobKey("a")) }
    }

    @Test(
        "An endpoint is a scheme and a host",
        arguments: [
            ("", false), ("host:80", false), ("ftp://h", false), ("http://", false), ("http://h/path", false),
            ("http://h", true), ("https://s3.example.org:8443/", true),
        ])
    func endpoints(text: String, isGood: Bool) {
        let settings = S3Settings(endpoint: text, region: "r", bucket: "b", accessKey: "a", secretKey: "s")
        #expect((settings != nil) == isGood)
    }
}
