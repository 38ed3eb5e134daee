package import Foundation
package import ParleyClient

/// A server of this build, in a process of its own, on free ports of the loopback interface and a folder of its own.
///
/// It can be killed and started again on what it has stored.
package actor RunningParley {
    /// The folder that the server keeps everything in.
    package nonisolated let folder: URL
    /// Where clients connect: a WebSocket URL.
    ///
    /// Changes with each start.
    package private(set) var url = ""
    /// Where health and metrics are asked for: `http://host:port`.
    ///
    /// Changes with each start.
    package private(set) var ops = ""

    /// The process that runs now; 0 when none does.
    package var processID: Int32 { process?.processIdentifier ?? 0 }

    private let arguments: [String]
    private let environment: [String: String]
    private var process: Process?

    init(folder: URL, arguments: [String], environment: [String: String]) {
        self.folder = folder
        self.arguments = arguments
        self.environment = environment
    }

    /// Starts the server, and waits until it says that it is up.
    ///
    /// - Throws: `ParleyDidNotStart`.
    package func start() async throws {
        let ports = ["--listen", "--grpc-listen", "--admin-listen", "--ops-listen"].flatMap { [$0, "127.0.0.1:0"] }
        let program = ParleyProgram(["serve", "--data", folder.path] + ports + arguments, environment: environment)
        let started = try program.start()
        process = started.process
        var greeting: [String] = []
        for await line in started.lines {
            greeting.append(line)
            if line.hasPrefix("Ctrl-C") { break }
        }
        let words = greeting.flatMap { $0.split(separator: " ") }
        guard let url = words.first(where: { $0.hasPrefix("ws://") }),
            let ready = words.first(where: { $0.hasSuffix("/ready") })
        else {
            await kill()
            throw ParleyDidNotStart(output: greeting)
        }
        self.url = String(url)
        ops = String(ready.dropLast("/ready".count))
    }

    /// Ends the server as a power failure would (SIGKILL).
    package func kill() async {
        await end(with: SIGKILL)
    }

    /// Asks the server to stop (SIGTERM), and waits until it has.
    ///
    /// - Returns: The exit status.
    @discardableResult
    package func stop() async -> Int32 {
        await end(with: SIGTERM)
    }

    @discardableResult
    private func end(with signal: Int32) async -> Int32 {
        guard let process else { return 0 }
        self.process = nil
        Foundation.kill(process.processIdentifier, signal)
        return await process.status()
    }

    /// Limits what the running server may have of something.
    ///
    /// - `resource`: `fsize` (bytes a file) or `nofile` (open files).
    /// - `amount`: How much; nil for no limit.
    package func limit(_ resource: String, to amount: Int?) async throws {
        guard let process else { return }
        let command = Process()
        command.executableURL = URL(filePath: "/usr/bin/prlimit")
        let value = amount.map(String.init) ?? "unlimited"
        command.arguments = ["--pid", "\(process.processIdentifier)", "--\(resource)=\(value):"]
        try command.run()
        guard await command.status() == 0 else { throw LimitNotSet(resource: resource) }
    }

    /// Connects a client that has said hello and logged in.
    package func client(_ login: String, password: String? = nil, timeout: Duration = .seconds(30)) async throws
        -> Client
    {
        let client = try await connect(timeout: timeout)
        try await client.login(basic: login, password: password ?? "\(login)123")
        return client
    }

    /// Connects a client that has said hello.
    package func connect(timeout: Duration = .seconds(30)) async throws -> Client {
        let client = try await Client.connect(to: url, timeout: timeout)
        try await client.hello()
        return client
    }
}

/// What the program printed instead of coming up.
package struct ParleyDidNotStart: Error {
    /// The lines of its standard output.
    package let output: [String]

    /// Keeps what it said.
    package init(output: [String]) {
        self.output = output
    }
}

/// The system did not let a limit be set.
package struct LimitNotSet: Error {
    /// What was to be limited.
    package let resource: String
}

/// Runs a server while the closure does; nothing of it is left afterwards.
///
/// - `demo`: Whether there are the demonstration users, the group and the channel.
/// - `arguments`: Further flags of `parley serve`.
/// - `environment`: Further variables of the process.
package func withParley<Result: Sendable>(
    demo: Bool = true, arguments: [String] = [], environment: [String: String] = [:],
    _ body: @Sendable (RunningParley) async throws -> Result
) async throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "parley-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let server = RunningParley(
        folder: folder, arguments: (demo ? ["--demo"] : []) + arguments, environment: environment)
    let outcome: Swift.Result<Result, any Error>
    do {
        try await server.start()
        outcome = .success(try await body(server))
    } catch {
        outcome = .failure(error)
    }
    await server.kill()
    try? FileManager.default.removeItem(at: folder)
    return try outcome.get()
}
