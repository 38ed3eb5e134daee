import Foundation

/// The program `openssl`: somebody else's word on what we make and speak.
final class OpenSSLProgram: Sendable {
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()
    private let end: AsyncStream<Int32>
    private let chunks: AsyncStream<Data>

    /// Starts it.
    init(_ arguments: [String]) throws {
        let (end, continuation) = AsyncStream<Int32>.makeStream()
        self.end = end
        let (chunks, chunk) = AsyncStream<Data>.makeStream()
        self.chunks = chunks
        output.fileHandleForReading.readabilityHandler = { handle in
            let data = handle.availableData
            if data.isEmpty {
                handle.readabilityHandler = nil
                chunk.finish()
            } else {
                chunk.yield(data)
            }
        }
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["openssl"] + arguments
        process.standardInput = input
        process.standardOutput = output
        process.standardError = output
        process.terminationHandler = {
            continuation.yield($0.terminationStatus)
            continuation.finish()
        }
        try process.run()
    }

    deinit {
        if process.isRunning { process.terminate() }
    }

    /// Types a line.
    func type(_ line: String) throws {
        try input.fileHandleForWriting.write(contentsOf: Data("\(line)\n".utf8))
    }

    /// Waits until its output has a text; what was read by then, or all of it at the end.
    func output(upTo text: String) async -> String {
        var read = ""
        for await chunk in chunks {
            read += String(decoding: chunk, as: UTF8.self)
            if read.contains(text) { break }
        }
        return read
    }

    /// Ends its input, and waits until it has ended.
    ///
    /// - Returns: Its exit code, and all it wrote that was not read.
    func finish() async -> (code: Int32, output: String) {
        try? input.fileHandleForWriting.close()
        var output = ""
        for await chunk in chunks { output += String(decoding: chunk, as: UTF8.self) }
        var code: Int32 = -1
        for await status in end { code = status }
        return (code, output)
    }
}
