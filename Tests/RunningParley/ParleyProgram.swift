package import Foundation

/// A program of this build, with arguments.
package struct ParleyProgram {
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
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    }

    /// Programs are built into the folder that the test bundle is in.
    private static var folder: URL {
        URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    }

    /// Starts the program.
    ///
    /// - Returns: The process, and its standard output line by line; both end with the process.
    package func start() throws -> (process: Process, lines: AsyncStream<String>) {
        let output = Pipe()
        process.standardOutput = output
        process.standardInput = FileHandle.nullDevice
        // Its own pipe: a server that outlives a broken test must not hold on to the test's output.
        let complaints = Pipe()
        process.standardError = complaints
        try process.run()
        Task {
            for await line in complaints.lines {
                FileHandle.standardError.write(Data("\(line)\n".utf8))
            }
        }
        return (process, output.lines)
    }

    /// Runs the program to its end.
    ///
    /// - `input`: What it reads from its standard input.
    /// - Returns: The exit status, and what it wrote to its outputs.
    package func run(input: String = "") async throws -> (status: Int32, output: String, errors: String) {
        let (stdin, output, errors) = (Pipe(), Pipe(), Pipe())
        process.standardInput = stdin
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        try stdin.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try stdin.fileHandleForWriting.close()
        async let said = output.text
        async let complained = errors.text
        let texts = await (said, complained)
        return (await process.status(), texts.0, texts.1)
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
