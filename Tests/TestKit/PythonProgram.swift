import Foundation

/// A program in the tests' own Python, which has Google's protobuf and gRPC.
package final class PythonProgram: Sendable {
    /// The interpreter; nil where nobody has set it up.
    package static let interpreter: String? = {
        let environment = ProcessInfo.processInfo.environment
        let candidates = [environment["PARLEY_GRPC_PYTHON"], ".build/grpc-python/bin/python"]
        return candidates.compactMap { $0 }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }()

    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()
    private let end: AsyncStream<Int32>
    private let chunks: AsyncStream<Data>

    /// Starts a program.
    ///
    /// - Parameters:
    ///   - name: The program's name.
    ///   - arguments: What follows the name.
    ///   - file: The test's file; the program is in the folder `Python` beside it.
    /// - Throws: What the system says if it does not start.
    package init(_ name: String, _ arguments: [String] = [], beside file: String = #filePath) throws {
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
        let folder = URL(fileURLWithPath: file).deletingLastPathComponent().appendingPathComponent("Python")
        process.executableURL = URL(fileURLWithPath: Self.interpreter ?? "/usr/bin/python3")
        process.arguments = ["-B", "-u", folder.appendingPathComponent(name).path] + arguments
        process.standardInput = input
        process.standardOutput = output
        process.standardError = output
        process.terminationHandler = {
            continuation.yield($0.terminationStatus)
            continuation.finish()
        }
        try process.run()
    }

    /// Waits for the first line of its output; nil at the end.
    package func firstLine() async -> String? {
        var text = ""
        for await chunk in chunks {
            text += String(decoding: chunk, as: UTF8.self)
            if let end = text.firstIndex(where: \.isNewline) { return String(text[..<end]) }
        }
        return nil
    }

    /// Ends its input, and waits until it has ended.
    ///
    /// - Returns: Its exit code, and all it wrote that was not read.
    package func finish() async -> (code: Int32, output: String) {
        try? input.fileHandleForWriting.close()
        var output = ""
        for await chunk in chunks { output += String(decoding: chunk, as: UTF8.self) }
        var code: Int32 = -1
        for await status in end { code = status }
        return (code, output)
    }
}
