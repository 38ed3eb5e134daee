package import Foundation
import Synchronization

/// A program that was started.
///
/// It is killed with this value, if it has not ended before: no test leaves a program behind, however it fails.
package final class RunningProgram: Sendable {
    /// The process.
    package let process: Process

    /// The lines of its standard output, for one reader.
    private let lines: AsyncStream<String>
    private let complaints: Complaints
    /// Takes in what the program complains of; ends with it.
    private let listening: Task<Void, Never>

    init(starting process: Process) throws {
        let output = Pipe()
        process.standardOutput = output
        process.standardInput = FileHandle.nullDevice
        // Its own pipe: a server that outlives a broken test must not hold on to the test's output.
        let errors = Pipe()
        process.standardError = errors
        try process.run()
        self.process = process
        let complaints = Complaints()
        self.complaints = complaints
        lines = output.lines
        listening = Task {
            for await line in errors.lines {
                complaints.add(line)
                FileHandle.standardError.write(Data("\(line)\n".utf8))
            }
        }
    }

    deinit {
        process.end(with: SIGKILL)
    }

    /// The lines of its standard error so far.
    package var errors: [String] { complaints.lines }

    /// Waits until the program says something on its standard output.
    ///
    /// - Parameters:
    ///   - start: What the line begins with.
    ///   - limit: How long it may take; after that the program is killed.
    /// - Returns: All that it said, to that line.
    /// - Throws: `ProgramFailure` with all that it wrote, when it ended without having said so.
    package func output(
        upTo start: String, within limit: Duration = ParleyProgram.patience
    ) async throws -> [String] {
        let alarm = process.killed(after: limit)
        defer { alarm.cancel() }
        var said: [String] = []
        for await line in lines {
            said.append(line)
            if line.hasPrefix(start) { return said }
        }
        // Nobody listens any more when the test is cancelled: then it is still running.
        process.end(with: SIGKILL)
        let status = await process.status()
        await listening.value
        let end = process.terminationReason == .exit ? "with status \(status)" : "by signal \(status)"
        throw ProgramFailure("ended \(end) before “\(start)”; it has \(limit)", output: said + errors)
    }

    /// Sends a signal and waits for the end.
    ///
    /// - Parameters:
    ///   - signal: What ends it.
    ///   - limit: How long it may take; after that the program is killed.
    /// - Returns: The exit status, or the number of the signal that it died of.
    @discardableResult
    package func end(with signal: Int32, within limit: Duration = .seconds(30)) async -> Int32 {
        let alarm = process.killed(after: limit)
        defer { alarm.cancel() }
        process.end(with: signal)
        return await process.status()
    }
}

/// What a program writes to its standard error.
private final class Complaints: Sendable {
    private let said = Mutex<[String]>([])

    var lines: [String] { said.withLock { $0 } }

    func add(_ line: String) {
        said.withLock { $0.append(line) }
    }
}

/// A program that did not do what a test waited for.
package struct ProgramFailure: Error, CustomStringConvertible {
    /// How it ended.
    package let reason: String
    /// What it wrote: its output, then its errors.
    package let output: [String]

    /// Keeps what happened, for people.
    package init(_ reason: String, output: [String]) {
        self.reason = reason
        self.output = output
    }

    package var description: String {
        "the program \(reason). It wrote:\n" + output.joined(separator: "\n")
    }
}
