import Foundation
import Synchronization

/// The program `openssl`: somebody else's word on what we make and speak.
///
/// Started by the system's own means: Foundation's `Process` loses the end of one now and then when many run at once, and
/// starts them deaf to SIGTERM.
final class OpenSSLProgram: Sendable {
    /// Whether it was waited for.
    private final class Ending: Sendable {
        let state = Mutex(false)
    }

    /// One start after another, so that no program inherits another's pipes.
    private static let starting = Mutex(())

    private let id: pid_t
    private let isOver = Ending()
    private let input: FileHandle
    private let end: AsyncStream<Int32>
    private let chunks: AsyncStream<[UInt8]>

    /// Starts it; it is to end by itself.
    init(_ arguments: [String]) throws {
        let (id, input, output) = try Self.starting.withLock { _ in
            let (input, output) = (try Self.makePipe(), try Self.makePipe())
            let id = try Self.spawn(["openssl"] + arguments, input: input.reading, output: output.writing)
            close(input.reading)
            close(output.writing)
            return (id, input, output)
        }
        self.id = id
        self.input = FileHandle(fileDescriptor: input.writing, closeOnDealloc: true)
        let (end, ending) = AsyncStream<Int32>.makeStream()
        let (chunks, chunk) = AsyncStream<[UInt8]>.makeStream()
        (self.end, self.chunks) = (end, chunks)
        let (reading, isOver) = (output.reading, isOver)
        let reader = Thread {
            var buffer = [UInt8](repeating: 0, count: 65_536)
            while case let count = read(reading, &buffer, buffer.count), count > 0 {
                chunk.yield(Array(buffer[..<count]))
            }
            close(reading)
            chunk.finish()
            var information = siginfo_t()
            waitid(P_PID, id_t(id), &information, WEXITED | WNOWAIT)
            var status: Int32 = 0
            isOver.state.withLock { isOver in
                waitpid(id, &status, 0)
                isOver = true
            }
            // The exit code as wait(2) packs it; a signal's number where there was one.
            ending.yield(status & 0x7F == 0 ? (status >> 8) & 0xFF : -(status & 0x7F))
            ending.finish()
        }
        reader.start()
    }

    /// Runs it for the time of a body; it is stopped then, if it still runs.
    static func run<Value>(
        _ arguments: [String], _ body: (OpenSSLProgram) async throws -> Value
    ) async throws -> Value {
        let program = try OpenSSLProgram(arguments)
        do {
            let value = try await body(program)
            _ = await program.finish(stopping: true)
            return value
        } catch {
            _ = await program.finish(stopping: true)
            throw error
        }
    }

    /// Both ends of a pipe that no program inherits unless told to.
    private static func makePipe() throws -> (reading: Int32, writing: Int32) {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }

    private static func spawn(_ arguments: [String], input: Int32, output: Int32) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (from, to) in [(input, 0), (output, 1), (output, 2)] as [(Int32, Int32)] {
            posix_spawn_file_actions_adddup2(&actions, from, to)
        }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // No signal is blocked, whichever this thread blocks.
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        var words = arguments.map { strdup($0) }
        defer { for word in words { free(word) } }
        words.append(nil)
        var id = pid_t()
        let code = posix_spawnp(&id, arguments[0], &actions, &attributes, words, environ)
        guard code == 0 else { throw POSIXError(.init(rawValue: code) ?? .EIO) }
        return id
    }

    /// Types a line.
    func type(_ line: String) throws {
        try input.write(contentsOf: Data("\(line)\n".utf8))
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
    /// - Parameter isStopping: Whether it is told to end.
    /// - Returns: Its exit code, and all it wrote that was not read.
    @discardableResult
    func finish(stopping isStopping: Bool = false) async -> (code: Int32, output: String) {
        try? input.close()
        // Once it is waited for, its number may be somebody else's.
        if isStopping { isOver.state.withLock { isOver in if !isOver { kill(id, SIGTERM) } } }
        var output = ""
        for await chunk in chunks { output += String(decoding: chunk, as: UTF8.self) }
        var code: Int32 = -1
        for await status in end { code = status }
        return (code, output)
    }
}
