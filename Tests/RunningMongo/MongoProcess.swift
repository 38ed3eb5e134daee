import Foundation
import TestKit

/// The program `mongod`, under a shell that ends it when its own input ends: when this process does.
final class MongoProcess: Sendable {
    /// The program; nil where nobody has fetched it.
    private static let program: String? = {
        let environment = ProcessInfo.processInfo.environment
        let candidates = [environment["PARLEY_TEST_MONGOD"], ".build/mongodb/mongod"]
        return candidates.compactMap { $0 }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }()

    /// Starts the program with the arguments, says its number, waits for the end of the input, and ends the program.
    ///
    /// It does not wait for the program, whose end it would not hear of where the signal is blocked, as it is in a process
    /// that Foundation starts.
    private static let script = """
        "$@" </dev/null >/dev/null 2>&1 &
        echo $!
        read -r last
        kill -KILL $!
        rm -rf "$FOLDER"
        """

    private let shell = Process()
    private let input = Pipe()
    private let number: Int32
    private let end: AsyncStream<Void>

    /// Starts the server.
    ///
    /// - Throws: `MongoDidNotStart` where there is no such program.
    init(folder: URL, port: UInt16, isReplicaSet: Bool) throws {
        guard let program = Self.program else {
            throw MongoDidNotStart(
                reason: "there is no .build/mongodb/mongod: run `make mongodb`, or set PARLEY_TEST_MONGOD to a mongod")
        }
        let data = folder.appending(path: "data")
        try FileManager.default.createDirectory(at: data, withIntermediateDirectories: true)
        let (end, continuation) = AsyncStream<Void>.makeStream()
        self.end = end
        let output = Pipe()
        shell.executableURL = URL(filePath: "/bin/sh")
        shell.arguments = [
            "-c", Self.script, "mongod", program, "--dbpath", data.path, "--port", "\(port)", "--bind_ip", "127.0.0.1",
            "--wiredTigerCacheSizeGB", "0.25", "--nounixsocket", "--setParameter",
            "diagnosticDataCollectionEnabled=false", "--logpath", folder.appending(path: "mongod.log").path,
            "--logappend",
        ]
        if isReplicaSet { shell.arguments?.append(contentsOf: ["--replSet", "rs0"]) }
        shell.environment = ["FOLDER": folder.path, "PATH": "/usr/bin:/bin"]
        shell.standardInput = input
        shell.standardOutput = output
        shell.terminationHandler = { _ in continuation.finish() }
        try shell.run()
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        guard let number = Int32(line.filter(\.isNumber)) else {
            throw MongoDidNotStart(reason: "the shell said \(line)")
        }
        self.number = number
    }

    /// Stops the server from answering.
    func freeze() async throws {
        try await TestKit.freeze(number)
    }

    /// Lets it go on.
    func thaw() {
        TestKit.thaw(number)
    }

    /// Ends the server at once, and waits until it has gone.
    ///
    /// What it has stored stays.
    func kill() async {
        _ = Foundation.kill(number, SIGKILL)
        // The shell itself is ended too, before it could remove anything; its child is no more.
        _ = Foundation.kill(shell.processIdentifier, SIGKILL)
        for await _ in end {}
        // Its number is free once the system has cleared it away.
        while Foundation.kill(number, 0) == 0 { try? await Task.sleep(for: .milliseconds(5)) }
        try? input.fileHandleForWriting.close()
    }
}
