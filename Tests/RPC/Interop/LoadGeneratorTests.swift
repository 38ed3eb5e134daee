import Foundation
import RPC
import TestKit
import Testing

/// Where Debian's package `nghttp2-client` has the load generator.
private let h2load = "/usr/bin/h2load"

/// The server under nghttp2's own load generator.
@Suite(
    .enabled(if: FileManager.default.isExecutableFile(atPath: h2load), "needs h2load"),
    .timeLimit(.minutes(2)))
struct LoadGeneratorTests {
    @Test("All calls of a stock load generator are answered, and none is taken for a flood")
    func load() async throws {
        let folder = try TemporaryFolder()
        let (body, output) = (folder.path + "/body", folder.path + "/output")
        try Data([0, 0, 0, 0, 0]).write(to: URL(filePath: body))
        try Data().write(to: URL(filePath: output))
        let refusals = CountedRefusals()
        let server = HTTP2RPCServer(RPCRouter([MailService { letter, _ in letter }]), metrics: refusals)
        let port = try await server.listen(host: "127.0.0.1", port: 0)
        let process = Process()
        process.executableURL = URL(filePath: h2load)
        process.arguments = [
            "-n", "20000", "-c", "8", "-m", "50", "-d", body, "-H", "content-type: application/grpc", "-H",
            "te: trailers", "http://127.0.0.1:\(port)\(Letter.post.path)",
        ]
        process.standardOutput = try FileHandle(forWritingTo: URL(filePath: output))
        let (ends, end) = AsyncStream<Int32>.makeStream()
        process.terminationHandler = {
            end.yield($0.terminationStatus)
            end.finish()
        }
        try process.run()
        let status = await ends.first { _ in true }
        let report = String(decoding: try Data(contentsOf: URL(filePath: output)), as: UTF8.self)
        #expect(status == 0)
        #expect(report.contains("20000 succeeded, 0 failed"), "\(report)")
        let refused = RPCRefusal.allCases.filter { refusals.count(of: $0) > 0 }
        #expect(refused == [])
        await server.shutDown(grace: .zero)
    }
}
