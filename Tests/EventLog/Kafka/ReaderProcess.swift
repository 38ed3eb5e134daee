import EventLog
import Foundation

/// A consumer in a process of its own, that can be killed.
final class ReaderProcess {
    private let process = Process()
    private let output = Pipe()
    /// The numbers of the records that it has done.
    let done = Journal<Int>()

    /// Starts it.
    ///
    /// - Parameters:
    ///   - topic: What it consumes.
    ///   - brokers: Where.
    ///   - group: Its consumer group.
    ///   - last: The number of the record after whose work it stands still.
    /// - Throws: What the system says if it does not start.
    init(of topic: LogTopic, at brokers: String, group: String, standingStillAfter last: Int) throws {
        let folder = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        process.executableURL = folder.appending(path: "LogReader")
        process.arguments = [brokers, topic.name, "\(topic.partitions ?? LogTopic.usualPartitions)", group, "\(last)"]
        process.standardOutput = output
        output.fileHandleForReading.readabilityHandler = { [done] handle in
            let data = handle.availableData
            if data.isEmpty { handle.readabilityHandler = nil }
            // It writes whole lines, far shorter than what a pipe takes at once.
            for line in String(decoding: data, as: UTF8.self).split(separator: "\n") {
                if let number = Int(line) { done.add(number) }
            }
        }
        try process.run()
    }

    /// Ends it as a crash does, without a last word to anybody.
    func crash() {
        guard process.isRunning else { return }
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    deinit {
        crash()
    }
}
