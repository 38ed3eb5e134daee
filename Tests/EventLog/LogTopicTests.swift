import EventLog
import Foundation
import Testing

@Suite("A log topic")
struct LogTopicTests {
    @Test(
        "chooses partitions by FNV-1a, so that every program chooses the same",
        arguments: [("", 0x25), ("a", 0x8c), ("foobar", 0xe8), ("grpAAAAAAAAAAA", 0x29)])
    func partitionIsStable(_ key: String, _ lastByte: Int) {
        #expect(LogTopic.partition(of: key, among: 256) == lastByte)
        #expect(LogTopic.partition(of: key, among: 1) == 0)
    }

    @Test("spreads keys evenly enough", arguments: [2, 3, 7, 32])
    func partitionsAreEven(_ partitions: Int) {
        var counts = Array(repeating: 0, count: partitions)
        for number in 0..<32_000 {
            counts[LogTopic.partition(of: "grp\(number)", among: partitions)] += 1
        }
        let fair = 32_000 / partitions
        let farthest = counts.map { abs($0 - fair) }.max() ?? 0
        #expect(farthest < fair / 5)
    }

    @Test("has as many partitions as its log decides, unless told", arguments: [LogTopic.submit, .message, .event])
    func defaultPartitions(_ topic: LogTopic) {
        let usual = InProcessEventLog.Settings().partitions
        #expect(usual == min(max(ProcessInfo.processInfo.activeProcessorCount, 2), 32))
        let log: any EventLog = InProcessEventLog(settings: InProcessEventLog.Settings(partitions: 5))
        #expect(log.partitions(of: topic) == 5)
        #expect(log.partitions(of: LogTopic(name: "told", partitions: 3)) == 3)
        #expect(topic.name.hasPrefix("parley."))
    }
}
