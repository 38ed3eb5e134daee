import Foundation
import JSON
import ParleyClient
import RunningParley
import RunningS3
import Testing

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// Files in an S3 store.
@Suite(.timeLimit(.minutes(5))) struct S3FileTests {
    private func environment(_ more: [String: String] = [:]) async throws -> [String: String] {
        let s3 = try await RunningS3.shared()
        return [
            "PARLEY_GATEWAY_S3_ENDPOINT": s3.endpoint, "PARLEY_GATEWAY_S3_ACCESS_KEY": "parley",
            "PARLEY_GATEWAY_S3_SECRET_KEY": "parley-secret", "PARLEY_GATEWAY_S3_BUCKET": s3.freshBucket(),
        ].merging(more) { $1 }
    }

    @Test("A client is sent to the store, and finds there what was uploaded")
    func redirect() async throws {
        try await withParley(environment: try await environment()) { server in
            let alice = try await FileClient(server)
            let content = [UInt8](repeating: 0x41, count: 7 << 20)
            let url = try #require(try await alice.upload(content).url)
            let answer = try await alice.get(url)
            #expect(answer.status == 307)
            #expect(answer.control?["text"]?.string == "found")
            #expect(answer["cache-control"] == "no-store")
            let place = try #require(answer["location"].flatMap { URL(string: $0) })
            let (data, response) = try await URLSession.shared.data(from: place)
            #expect([UInt8](data) == content)
            let http = try #require(response as? HTTPURLResponse)
            #expect(http.value(forHTTPHeaderField: "Content-Type") == "text/plain; charset=utf-8")
            #expect(http.value(forHTTPHeaderField: "Content-Disposition") == "attachment")
            let picture = try #require(try await alice.upload(try SamplePicture.png(width: 300, height: 300)).url)
            #expect(try await alice.get(picture + "?thumb=64").status == 307)
            #expect(try await FileClient(server, as: nil).get(url).status == 401)
        }
    }

    @Test("Where clients cannot reach the store the gateway passes files on, in parts too")
    func passedOn() async throws {
        let environment = try await environment([
            "PARLEY_GATEWAY_S3_REDIRECTS": "false", "PARLEY_GATEWAY_FILES_UNUSED": "10s",
        ])
        try await withParley(environment: environment) { server in
            let alice = try await FileClient(server)
            let content = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
            let url = try #require(try await alice.upload(content).url)
            #expect(try await alice.get(url).bytes == content)
            let part = try await alice.get(url, [("Range", "bytes=100000-100009")])
            #expect(part.status == 206)
            #expect(part.bytes == Array(content[100_000..<100_010]))
            while try await alice.get(url).status != 404 { try await Task.sleep(for: .milliseconds(200)) }
        }
    }

    @Test("A store that does not work is told of, and the rest of the server works")
    func broken() async throws {
        let environment = try await environment(["PARLEY_GATEWAY_S3_ENDPOINT": "http://127.0.0.1:1"])
        try await withParley(environment: environment) { server in
            let alice = try await FileClient(server)
            let answer = try await alice.upload(Array("x".utf8))
            #expect(answer.status == 503)
            #expect(answer["retry-after"] == "1")
            let client = try await server.client("alice")
            #expect(try await client.subscribe("new").topic != nil)
        }
    }
}
