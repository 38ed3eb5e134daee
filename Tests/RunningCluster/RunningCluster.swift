import Foundation
import JSON
import TestKit

/// The services apart, on real servers, as `make cluster` starts them; each in a folder of its own.
package final class RunningCluster: Sendable {
    /// Where the two gateways take clients.
    package let clients: [String]
    /// Where each of the processes is asked for health and metrics: `http://host:port`.
    package let operators: [String]
    private let folder: TemporaryFolder
    private let ways: [String: Way]

    /// Starts a cluster.
    ///
    /// - Parameter ways: What others are to reach by a way that can be made to fail: `redis` the gateways, `message-1` and
    ///   `message-2` who calls these, `mongodb-1` and `mongodb-2` these replicas of the message service.
    /// - Throws: ``ClusterFailure`` with what its processes said.
    package init(ways: [String] = []) async throws {
        let folder = try TemporaryFolder()
        self.folder = folder
        var opened: [String: Way] = [:]
        for name in ways {
            // The place only: a connection that ends late is not to keep the folder.
            let place = folder.path(of: "cluster/\(name).address")
            opened[name] = try await Way.open { try String(contentsOfFile: place, encoding: .utf8) }
        }
        self.ways = opened
        let programs = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        try await Self.command(
            ["start", programs.path] + opened.flatMap { ["--way", "\($0.key)=\($0.value.port)"] }, in: folder)
        let file = try Data(contentsOf: URL(filePath: folder.path(of: "cluster/addresses.json")))
        let addresses = try RawJSON(validating: Array(file)).object
        guard let clients = addresses?["clients"]?.array?.compactMap(\.string),
            let operators = addresses?["ops"]?.object
        else { throw ClusterFailure(description: "addresses.json does not say where everything is") }
        self.clients = clients
        self.operators = operators.compactMap(\.value.string)
    }

    /// Runs a test against a cluster, which is stopped however the test ends.
    package static func run(
        ways: [String] = [], _ test: (RunningCluster) async throws -> Void
    ) async throws {
        let cluster = try await RunningCluster(ways: ways)
        do {
            try await test(cluster)
        } catch {
            try? await cluster.stop()
            throw error
        }
        try await cluster.stop()
    }

    /// Ends one process at once.
    package func kill(_ name: String) async throws { try await Self.command(["kill", name], in: folder) }

    /// One of the ways that the cluster was started with.
    ///
    /// - Throws: ``ClusterFailure`` when it is none of them.
    package func way(_ name: String) throws -> Way {
        guard let way = ways[name] else { throw ClusterFailure(description: "there is no way \(name)") }
        return way
    }

    /// Asks a process to end, and waits for it.
    package func end(_ name: String) async throws { try await Self.command(["end", name], in: folder) }

    /// Starts a process that was killed, or `message-3` or `push-2`, which are not started with the others.
    package func launch(_ name: String) async throws { try await Self.command(["launch", name], in: folder) }

    /// Has one process do nothing.
    package func freeze(_ name: String) async throws { try await Self.command(["freeze", name], in: folder) }

    /// Lets a process go on.
    package func thaw(_ name: String) async throws { try await Self.command(["thaw", name], in: folder) }

    /// The last lines that a process wrote.
    package func log(of name: String) -> String {
        let text = try? String(contentsOfFile: folder.path(of: "cluster/\(name).log"), encoding: .utf8)
        return text?.split(separator: "\n").suffix(400).joined(separator: "\n") ?? ""
    }

    private func stop() async throws { try await Self.command(["stop"], in: folder) }

    private static func command(_ arguments: [String], in folder: TemporaryFolder) async throws {
        let python = ".build/cluster-python/bin/python"
        guard FileManager.default.isExecutableFile(atPath: python) else {
            throw ClusterFailure(description: "\(python) is missing: make test installs it")
        }
        let process = Process()
        process.executableURL = URL(filePath: python)
        process.arguments = ["Deploy/cluster/cluster"] + arguments
        process.environment = ProcessInfo.processInfo.environment.merging([
            "PARLEY_CLUSTER": folder.path(of: "cluster")
        ]) { $1 }
        // A file, not a pipe: the processes of the cluster would keep that open.
        let output = folder.path(of: "command.log")
        _ = FileManager.default.createFile(atPath: output, contents: nil)
        let file = try FileHandle(forWritingTo: URL(filePath: output))
        process.standardOutput = file
        process.standardError = file
        process.standardInput = FileHandle.nullDevice
        let status = try await withCheckedThrowingContinuation { (ended: CheckedContinuation<Int32, any Error>) in
            process.terminationHandler = { ended.resume(returning: $0.terminationStatus) }
            do {
                try process.run()
            } catch {
                process.terminationHandler = nil
                ended.resume(throwing: error)
            }
        }
        guard status == 0 else {
            let said = (try? String(contentsOfFile: output, encoding: .utf8)) ?? ""
            throw ClusterFailure(description: "cluster \(arguments.joined(separator: " ")): \(said)")
        }
    }
}

/// Why a cluster, or a part of it, did not start or stop.
package struct ClusterFailure: Error, CustomStringConvertible {
    package let description: String

    /// A failure with what there is to say about it.
    package init(description: String) {
        self.description = description
    }
}
