import Foundation
import NIOCore
import NIOPosix
import Presence
import Synchronization
import TestKit

/// A real Redis on a port of its own, which ends with this object.
final class RedisServer: Sendable {
    struct DidNotStart: Error {}

    let port: Int
    private let folder: TemporaryFolder
    private let password: String?
    private let process = Mutex<Process?>(nil)

    /// Starts a server, and waits until it serves.
    init(password: String? = nil) async throws {
        folder = try TemporaryFolder()
        self.password = password
        port = try await Self.freePort()
        try await start()
    }

    deinit {
        if let process = process.withLock(\.self), process.isRunning { kill(process.processIdentifier, SIGKILL) }
    }

    var address: RedisAddress {
        get throws { try RedisAddress("redis://\(password.map { ":\($0)@" } ?? "")127.0.0.1:\(port)") }
    }

    /// Starts the server again, on the same port; it has what it wrote into its folder, if anything.
    func start() async throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments =
            [
                "redis-server", "--port", "\(port)", "--bind", "127.0.0.1", "--dir", folder.path, "--save", "",
                "--appendonly", "no", "--daemonize", "no",
            ] + (password.map { ["--requirepass", $0] } ?? [])
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        let (chunks, chunk) = AsyncStream<Data>.makeStream()
        output.fileHandleForReading.readabilityHandler = { handle in
            let data = handle.availableData
            chunk.yield(data)
            if data.isEmpty {
                handle.readabilityHandler = nil
                chunk.finish()
            }
        }
        try process.run()
        self.process.withLock { $0 = process }
        var log = Data()
        for await data in chunks {
            log += data
            if log.range(of: Data("Ready to accept connections".utf8)) != nil { return }
        }
        throw DidNotStart()
    }

    /// Kills the server, and waits until it is gone.
    func stop() async {
        guard let process = process.withLock(\.self) else { return }
        await withCheckedContinuation { continuation in
            let waiter = Thread {
                kill(process.processIdentifier, SIGKILL)
                process.waitUntilExit()
                continuation.resume()
            }
            waiter.start()
        }
    }

    /// Has the server do nothing, without its connections being lost.
    func pause() async throws {
        guard let process = process.withLock(\.self), process.isRunning else { throw DidNotStart() }
        try await freeze(process.processIdentifier)
    }

    /// Has the server go on.
    func resume() {
        if let process = process.withLock(\.self), process.isRunning { thaw(process.processIdentifier) }
    }

    /// What an operator types.
    @discardableResult
    func command(_ words: String...) async throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["redis-cli", "-p", "\(port)"] + (password.map { ["-a", $0] } ?? []) + words
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        return try await withCheckedThrowingContinuation { continuation in
            let runner = Thread {
                do {
                    try process.run()
                    let data = try output.fileHandleForReading.readToEnd() ?? Data()
                    process.waitUntilExit()
                    continuation.resume(returning: String(decoding: data, as: UTF8.self))
                } catch {
                    continuation.resume(throwing: error)
                }
            }
            runner.start()
        }
    }

    /// A port that nobody listened on a moment ago.
    private static func freePort() async throws -> Int {
        let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        let channel = try await bootstrap.bind(host: "127.0.0.1", port: 0).get()
        let port = channel.localAddress?.port
        try await channel.close()
        guard let port else { throw DidNotStart() }
        return port
    }
}
