package import Foundation

/// A program of this build, with arguments.
package struct ParleyProgram {
    /// How long a program may take to come up, or to do its work: far longer than it ever needs.
    package static let patience = Duration.seconds(120)

    private let process = Process()

    /// Prepares a run.
    ///
    /// - Parameters:
    ///   - arguments: What follows the program's name.
    ///   - program: The program's name.
    ///   - environment: Variables besides those of this process.
    package init(_ arguments: [String], of program: String = "parley", environment: [String: String] = [:]) {
        // A file that may not grow is to be an error for the program, not its end.
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments =
            ["-c", #"trap "" XFSZ; exec "$0" "$@""#, Self.folder.appending(path: program).path] + arguments
        process.environment = ProcessInfo.processInfo.environment
            .merging(Self.withoutCounters) { $1 }.merging(environment) { $1 }
    }

    /// Else the library for MongoDB shares its counters by a file named after the process, which a killed one leaves
    /// behind, and complains when a later process has the same number.
    private static let withoutCounters = ["MONGOC_DISABLE_SHM": "1"]

    /// Programs are built into the folder that the test bundle is in.
    private static var folder: URL {
        URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    }

    /// Starts the program.
    ///
    /// - Returns: The running program, which ends with that value at the latest.
    package func start() throws -> RunningProgram {
        try RunningProgram(starting: process)
    }

    /// Runs the program to its end.
    ///
    /// - Parameters:
    ///   - input: What it reads from its standard input.
    ///   - limit: How long it may take; after that it is killed.
    /// - Returns: The exit status, and what it wrote to its outputs.
    /// - Throws: `ProgramFailure` when it had to be killed.
    package func run(
        input: String = "", within limit: Duration = patience
    ) async throws -> (status: Int32, output: String, errors: String) {
        let (stdin, output, errors) = (Pipe(), Pipe(), Pipe())
        process.standardInput = stdin
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        let alarm = process.killed(after: limit)
        defer { alarm.cancel() }
        do {
            try stdin.fileHandleForWriting.write(contentsOf: Data(input.utf8))
            try stdin.fileHandleForWriting.close()
        } catch {
            process.end(with: SIGKILL)
            throw error
        }
        async let said = output.text
        async let complained = errors.text
        let texts = await (said, complained)
        let status = await process.status()
        guard process.terminationReason == .exit else {
            throw ProgramFailure("ended by signal \(status); it has \(limit)", output: [texts.0, texts.1])
        }
        return (status, texts.0, texts.1)
    }
}

extension Process {
    /// Waits for the end of the process without holding a thread of the pool.
    package func status() async -> Int32 {
        await withCheckedContinuation { continuation in
            let waiter = Thread { [self] in
                waitUntilExit()
                continuation.resume(returning: terminationStatus)
            }
            waiter.start()
        }
    }

    /// Sends a signal, unless the process has ended: its number may be somebody else's by now.
    func end(with signal: Int32) {
        if isRunning { kill(processIdentifier, signal) }
    }

    /// Kills the process after a time.
    ///
    /// - Returns: The alarm; whoever no longer needs it cancels it.
    func killed(after limit: Duration) -> Task<Void, Never> {
        Task {
            guard (try? await Task.sleep(for: limit)) != nil else { return }
            end(with: SIGKILL)
        }
    }
}

extension Pipe {
    /// What is written into the pipe, line by line, until its end.
    var lines: AsyncStream<String> {
        let handle = fileHandleForReading
        return AsyncStream { continuation in
            let reader = Thread {
                var rest: [UInt8] = []
                while case let data = handle.availableData, !data.isEmpty {
                    rest += data
                    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                        continuation.yield(String(decoding: rest[..<end], as: UTF8.self))
                        rest.removeSubrange(...end)
                    }
                }
                if !rest.isEmpty {
                    continuation.yield(String(decoding: rest, as: UTF8.self))
                }
                continuation.finish()
            }
            reader.start()
        }
    }

    /// All that is written into the pipe.
    var text: String {
        get async {
            var text = ""
            for await line in lines {
                text += line + "\n"
            }
            return text
        }
    }
}
