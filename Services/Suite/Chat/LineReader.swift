import Dispatch
import Foundation
import Synchronization

/// Reads the standard input line by line, each line when it is asked for, on a thread that may wait.
final class LineReader: Sendable {
    private let queue = DispatchQueue(label: "parley.chat.input")
    private let rest = Mutex(Rest())

    /// What was read and not handed out yet.
    private struct Rest {
        var bytes: [UInt8] = []
        /// Where to go on looking for the end of the line.
        var searched = 0
        var isAtEnd = false
    }

    /// The next line without its end; nil at the end of the input, or when the task is cancelled.
    func next() async -> String? {
        let answer = Answer()
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                answer.wait(with: continuation)
                queue.async { answer.give(self.read()) }
            }
        } onCancel: {
            answer.give(nil)
        }
    }

    private func read() -> String? {
        rest.withLock { rest in
            while true {
                if let end = rest.bytes[rest.searched...].firstIndex(of: UInt8(ascii: "\n")) {
                    let line = String(decoding: rest.bytes[..<end], as: UTF8.self)
                    rest.bytes.removeSubrange(...end)
                    rest.searched = 0
                    return line.hasSuffix("\r") ? String(line.dropLast()) : line
                }
                rest.searched = rest.bytes.count
                let more = rest.isAtEnd ? Data() : FileHandle.standardInput.availableData
                guard more.isEmpty else {
                    rest.bytes += more
                    continue
                }
                rest.isAtEnd = true
                guard !rest.bytes.isEmpty else { return nil }
                defer { rest = Rest(isAtEnd: true) }
                return String(decoding: rest.bytes, as: UTF8.self)
            }
        }
    }

    /// A line that somebody waits for, or does not any more.
    private final class Answer: Sendable {
        private let state = Mutex(State())

        private struct State {
            var continuation: CheckedContinuation<String?, Never>?
            var isGiven = false
        }

        func wait(with continuation: CheckedContinuation<String?, Never>) {
            let isGiven = state.withLock { state in
                if !state.isGiven { state.continuation = continuation }
                return state.isGiven
            }
            if isGiven { continuation.resume(returning: nil) }
        }

        func give(_ line: String?) {
            let continuation = state.withLock { state in
                state.isGiven = true
                defer { state.continuation = nil }
                return state.continuation
            }
            continuation?.resume(returning: line)
        }
    }
}
