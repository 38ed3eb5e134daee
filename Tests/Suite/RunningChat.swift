import Foundation
import RunningParley

/// A `parley chat` that somebody talks through: its input stays open until it is ended.
actor RunningChat {
    private let process = Process()
    private let input = Pipe()
    private var lines: AsyncStream<String>.Iterator

    /// Starts a chat of one of the demonstration users.
    init(_ user: String, at url: String, open: String) throws {
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
            .deletingLastPathComponent().appending(path: "parley")
        process.arguments = ["chat", "--url", url, "--user", user, "--open", open]
        process.environment = ProcessInfo.processInfo.environment.merging(["PARLEY_PASSWORD": "\(user)123"]) { $1 }
        process.standardInput = input
        process.standardOutput = output
        process.standardError = output
        lines = Self.lines(of: output.fileHandleForReading).makeAsyncIterator()
        try process.run()
    }

    /// Types a line.
    func type(_ line: String) throws {
        try input.fileHandleForWriting.write(contentsOf: Data("\(line)\n".utf8))
    }

    /// Waits until lines with some texts are shown, in any order.
    ///
    /// - Returns: The last of these lines.
    /// - Throws: When the chat ends before.
    @discardableResult
    func shows(_ texts: String...) async throws -> String {
        var missing = texts
        var shown: [String] = []
        // The iterator is taken out while it waits: there is one who reads.
        var iterator = lines
        defer { lines = iterator }
        while let line = await iterator.next(isolation: self) {
            missing.removeAll { line.contains($0) }
            if missing.isEmpty { return line }
            shown.append(line)
        }
        throw NotShown(texts: missing, instead: shown)
    }

    /// Ends the input, and waits for the end of the chat.
    ///
    /// - Returns: The exit status.
    func end() async throws -> Int32 {
        try input.fileHandleForWriting.close()
        return await process.status()
    }

    /// A chat ended without having shown something.
    struct NotShown: Error {
        let texts: [String]
        let instead: [String]
    }

    private static func lines(of handle: FileHandle) -> AsyncStream<String> {
        AsyncStream { continuation in
            let reader = Thread {
                var rest: [UInt8] = []
                while case let data = handle.availableData, !data.isEmpty {
                    rest += data
                    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                        continuation.yield(String(decoding: rest[..<end], as: UTF8.self))
                        rest.removeSubrange(...end)
                    }
                }
                continuation.finish()
            }
            reader.start()
        }
    }
}
