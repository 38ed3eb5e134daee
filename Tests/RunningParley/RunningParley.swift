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

    /// Where it listens; changes with each start.
    package private(set) var ports: [ParleyPort: Int] = [:]

    /// The process that runs now; 0 when none does.
    package var processID: Int32 { program?.process.processIdentifier ?? 0 }

    /// What it has written to its standard error since it was started.
    package var errors: [String] { program?.errors ?? [] }

    private let arguments: [String]
    private let environment: [String: String]
    private var program: RunningProgram?

    init(folder: URL, arguments: [String], environment: [String: String]) {
        self.folder = folder
        self.arguments = arguments
        self.environment = environment
    }

    /// Starts the server, and waits until it says that it is up.
    ///
    /// - Throws: `ProgramFailure` when it ends before, or takes too long.
    package func start() async throws {
        let listeners = ParleyPort.allCases.flatMap { [$0.flag, "127.0.0.1:0"] }
        let program = try ParleyProgram(
            ["serve", "--data", folder.path] + listeners + arguments, environment: environment
        ).start()
        // Kept before anything can go wrong: from here on somebody ends it.
        self.program = program
        let greeting = try await program.output(upTo: "Ctrl-C")
        for port in ParleyPort.allCases {
            ports[port] = port.number(in: greeting)
        }
        guard ports.count == ParleyPort.allCases.count, let clients = ports[.clients], let operators = ports[.ops]
        else {
            await kill()
            throw ProgramFailure("did not say where it listens", output: greeting)
        }
        url = "ws://127.0.0.1:\(clients)/v0/channels"
        ops = "http://127.0.0.1:\(operators)"
    }

    /// Ends the server as a power failure would (SIGKILL).
    package func kill() async {
        await stop(with: SIGKILL)
    }

    /// Asks the server to stop, and waits until it has.
    ///
    /// - Parameters:
    ///   - signal: How it is asked; SIGTERM by default.
    ///   - limit: How long it may take; after that it is killed.
    /// - Returns: The exit status, or the number of the signal that it died of.
    @discardableResult
    package func stop(with signal: Int32 = SIGTERM, within limit: Duration = .seconds(30)) async -> Int32 {
        guard let program else { return 0 }
        self.program = nil
        return await program.end(with: signal, within: limit)
    }

    /// Limits what the running server may have of something.
    ///
    /// - `resource`: `fsize` (bytes a file) or `nofile` (open files).
    /// - `amount`: How much; nil for no limit.
    package func limit(_ resource: String, to amount: Int?) async throws {
        guard processID != 0 else { return }
        let command = Process()
        command.executableURL = URL(filePath: "/usr/bin/prlimit")
        let value = amount.map(String.init) ?? "unlimited"
        command.arguments = ["--pid", "\(processID)", "--\(resource)=\(value):"]
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
    try await withServerTurn {
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
}
