import Testing

/// When a server's log counts as dealt with.
@Suite struct LogProgressTests {
    @Test(
        "Only when every group of consumers has come to the end of its topic is the log dealt with",
        arguments: [
            (9, 9, 3, true), (9, 8, 3, false), (8, 9, 3, false), (9, 9, 2, false),
        ])
    func complete(first: Int, second: Int, other: Int, isComplete: Bool) {
        let progress = LogProgress(
            metrics: """
                # TYPE parley_log_appended_records_total counter
                parley_log_appended_records_total{topic="event"} 9
                parley_log_appended_records_total{topic="message"} 3
                parley_log_consumed_records_total{group="a",topic="event"} \(first)
                parley_log_consumed_records_total{group="b",topic="event"} \(second)
                parley_log_consumed_records_total{group="b",topic="message"} \(other)
                """)
        #expect(progress.isComplete == isComplete)
    }

    @Test("Without metrics nothing is known")
    func nothing() {
        #expect(!LogProgress(metrics: "").isComplete)
    }
}
