package import Foundation

/// No process was stopped.
package struct NotFrozen: Error {
    /// Nothing to be said of it.
    package init() {}
}

/// Stops a process, as if its machine hung, and waits until it does nothing any more; `thaw` lets it go on.
///
/// The signal alone does not do: the threads stop one after another, and answer meanwhile.
///
/// - Throws: `NotFrozen` if there is no such process.
package func freeze(_ process: pid_t) async throws {
    // 0 and less are groups of processes, this one's among them.
    guard process > 0, kill(process, SIGSTOP) == 0 else { throw NotFrozen() }
    while try !isStopped(process) { try await Task.sleep(for: .milliseconds(1)) }
}

/// Lets a process go on that was frozen.
package func thaw(_ process: pid_t) {
    if process > 0 { kill(process, SIGCONT) }
}

/// Whether no thread of a process runs, as Linux tells it (proc(5)).
private func isStopped(_ process: pid_t) throws -> Bool {
    let threads = "/proc/\(process)/task"
    return try FileManager.default.contentsOfDirectory(atPath: threads).allSatisfy { thread in
        // A thread that has gone meanwhile has no page.
        guard let line = try? String(contentsOfFile: "\(threads)/\(thread)/stat", encoding: .utf8) else { return true }
        // "1234 (name) T …": the name may be anything.
        return line.split(separator: ")").last?.first { $0 != " " } == "T"
    }
}
