package import Blobs
import Foundation
import NIOCore

/// An S3 server of its own, on free ports of the loopback interface; SeaweedFS, in one process.
///
/// It ends with the process that started it, whatever that process ends of.
package final class RunningS3: Sendable {
    /// Where clients connect.
    package let endpoint: String

    private let folder: URL
    private let shell = Process()
    private let input = Pipe()

    /// The server that all suites of a test process share; started by the first to ask.
    ///
    /// - Throws: ``S3DidNotStart``.
    package static func shared() async throws -> RunningS3 {
        try await sharedServer.value
    }

    private static let sharedServer = Task {
        let server = try RunningS3()
        try await server.waitUntilReady()
        return server
    }

    /// How long it may take to come up: far longer than it ever needs.
    private static let patience = 240

    /// The program; nil where nobody has fetched it.
    private static let program: String? = {
        let candidates = [ProcessInfo.processInfo.environment["PARLEY_TEST_WEED"], ".build/seaweedfs/weed"]
        return candidates.compactMap { $0 }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }()

    /// Ends the server when its own input ends: when this process does.
    private static let script = """
        "$@" </dev/null >"$FOLDER/weed.log" 2>&1 &
        read -r last
        kill -KILL $!
        rm -rf "$FOLDER"
        """

    private static let identity = """
        {"identities":[{"name":"parley","credentials":[{"accessKey":"parley","secretKey":"parley-secret"}],
        "actions":["Admin","Read","Write","List","Tagging"]}]}
        """

    private init() throws {
        guard let program = Self.program else {
            throw S3DidNotStart(
                reason: "there is no .build/seaweedfs/weed: run `make seaweedfs`, or set PARLEY_TEST_WEED to a weed")
        }
        folder = FileManager.default.temporaryDirectory.appending(path: "parley-s3-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder.appending(path: "data"), withIntermediateDirectories: true)
        let configuration = folder.appending(path: "s3.json")
        try Data(Self.identity.utf8).write(to: configuration)
        // Four services, and beside the port of each another for their own calls.
        let ports = try FreePorts.find(8).map(String.init)
        endpoint = "http://127.0.0.1:\(ports[0])"
        shell.executableURL = URL(filePath: "/bin/sh")
        shell.arguments = [
            "-c", Self.script, "weed", program, "server", "-dir=\(folder.appending(path: "data").path)",
            "-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-filer", "-s3", "-s3.config=\(configuration.path)",
            "-s3.port=\(ports[0])", "-s3.port.grpc=\(ports[1])", "-filer.port=\(ports[2])",
            "-filer.port.grpc=\(ports[3])", "-master.port=\(ports[4])", "-master.port.grpc=\(ports[5])",
            "-volume.port=\(ports[6])", "-volume.port.grpc=\(ports[7])", "-s3.iam=false", "-s3.port.iceberg=0",
            "-s3.port.lance=0", "-s3.autoCreateBucket=false", "-master.telemetry=false", "-volume.max=1000",
            "-master.volumeSizeLimitMB=64",
        ]
        shell.environment = ["FOLDER": folder.path, "PATH": "/usr/bin:/bin", "HOME": folder.path]
        shell.standardInput = input
        try shell.run()
    }

    private func waitUntilReady() async throws {
        let probe = S3BlobStore(settings(bucket: "probe", retries: 0))
        for _ in 0..<Self.patience {
            if (try? await probe.put(BlobKey("probe"), BlobStream(ByteBuffer()))) != nil { return }
            try await Task.sleep(for: .milliseconds(500))
        }
        let log = try? String(contentsOf: folder.appending(path: "weed.log"), encoding: .utf8)
        throw S3DidNotStart(reason: "it was not ready in time: \(log?.suffix(2000) ?? "no log")")
    }

    /// How to work with a bucket of this server.
    package func settings(bucket: String, retries: Int = 2) -> S3Settings {
        guard
            var settings = S3Settings(
                endpoint: endpoint, region: "us-east-1", bucket: bucket, accessKey: "parley",
                secretKey: "parley-secret")
        else { preconditionFailure("an address made here is one") }
        settings.retries = retries
        return settings
    }

    /// A name of a bucket that there is not.
    package func freshBucket() -> String {
        "test-\(String(UInt64.random(in: 0...UInt64.max), radix: 36))"
    }
}

/// A test needs an S3 server, and there is none.
package struct S3DidNotStart: Error, CustomStringConvertible {
    /// Why.
    package let reason: String

    package var description: String { "SeaweedFS did not start: \(reason)" }
}
