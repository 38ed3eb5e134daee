import EventLog
import Foundation

/// A consumer in a process of its own, for tests that kill it.
///
/// Arguments: brokers, topic, partitions, group, and the number of the record after whose work it stands still for ever,
/// so that the record is done but never committed. It writes a line with the number of each record that it has done.
@main
enum LogReader {
    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 6, let partitions = Int(arguments[3]), let last = Int(arguments[5]) else { exit(64) }
        var settings = KafkaEventLog.Settings(brokers: arguments[1])
        settings.sessionTimeout = .seconds(6)
        settings.options["max.poll.interval.ms"] = "20000"
        settings.commitInterval = .milliseconds(10)
        settings.fetchWait = .milliseconds(10)
        settings.batchSize = 1
        let log = try KafkaEventLog(settings: settings)
        let topic = LogTopic(name: arguments[2], partitions: partitions)
        try await log.consume(topic, group: arguments[4], with: Printer(last: last))
    }
}

private struct Printer: LogProcessor {
    let last: Int

    func process(_ batch: [ConsumedRecord], partition: Int) async throws {
        for record in batch {
            let number = String(decoding: record.value, as: UTF8.self)
            FileHandle.standardOutput.write(Data("\(number)\n".utf8))
            while Int(number) == last { try? await Task.sleep(for: .seconds(3_600)) }
        }
    }
}
