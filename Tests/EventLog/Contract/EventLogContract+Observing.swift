import EventLog
import Metrics
import MetricsTestKit
import ServiceContextModule
import Testing
import Trace

extension EventLogContract {
    static var observing: [Promise] {
        [
            Promise("a record carries the trace of the task that appended it, and the consumer works in it") {
                fixture in
                let log = try await fixture.makeLog()
                let topic = try await fixture.makeTopic(partitions: 1)
                let journal = ConsumerJournal()
                let seen = Journal<TraceContext?>()
                let consumer = Consumer(of: topic, in: log, journal: journal) { _ in
                    seen.add(ServiceContext.current?.trace)
                }
                let trace = try #require(
                    TraceContext(parent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", state: "a=1"))
                let other = try #require(
                    TraceContext(parent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00"))
                var context = ServiceContext.topLevel
                context.trace = trace
                try await ServiceContext.withValue(context) {
                    try await log.append([LogRecord(key: "key", value: [1], headers: [("a", "b")])], to: topic)
                    await seen.until(count: 1)
                    try await log.append([LogRecord(key: "key", value: [2], headers: other.headers)], to: topic)
                    await seen.until(count: 2)
                }
                try await log.append([LogRecord(key: "key", value: [3])], to: topic)
                await seen.until(count: 3)
                let records = await journal.until { $0.committed.count >= 3 }.committed
                let expected = [trace, other, nil]
                let carried = records.map(\.context.trace)
                let current = seen.entries
                #expect(carried == expected)
                #expect(current == expected)
                #expect(records[0].headers.map(\.0) == ["a", "traceparent", "tracestate"])
                #expect(records[2].headers.isEmpty)
                try await consumer.stop()
            },
            Promise("what is appended, done, tried again and set aside is counted, and the lag is told") { fixture in
                let metrics = TestMetrics()
                try await withMetricsFactory(metrics) {
                    let log = try await fixture.makeLog()
                    let topic = try await fixture.makeTopic(partitions: 1)
                    let journal = ConsumerJournal()
                    let gate = Journal<Void>()
                    let consumer = Consumer(of: topic, in: log, journal: journal) { batch in
                        if journal.entries.batches.count == 1 { throw Failure() }
                        if let index = batch.firstIndex(where: { $0.number == 1 }) {
                            throw PoisonRecord(index: index, reason: "one")
                        }
                        if batch.contains(where: { $0.number == 9 }) { await gate.until(count: 1) }
                    }
                    let records = (0..<4).map { LogRecord.numbered($0) }
                    try await log.append(records, to: topic)
                    await journal.until { $0.committed.count >= 3 }
                    try await log.append([.numbered(9)], to: topic)
                    await journal.until { $0.batches.last?.first?.number == 9 }
                    let ofTopic = [("topic", topic.name)]
                    let ofGroup = ofTopic + [("group", "group")]
                    let counts = try ["appended_records", "refused_appends"].map {
                        try metrics.expectCounter("parley_log_\($0)_total", ofTopic).totalValue
                    }
                    #expect(counts == [5, 0])
                    let results = try ["consumed_records", "failed_batches", "dead_letters"].map {
                        try metrics.expectCounter("parley_log_\($0)_total", ofGroup).totalValue
                    }
                    #expect(results == [3, 1, 1])
                    let rebalances = try metrics.expectCounter("parley_log_rebalances_total", ofGroup).totalValue
                    #expect(rebalances >= 1)
                    let inFlight = try metrics.expectMeter("parley_log_in_flight_records", ofGroup).lastValue
                    #expect(inFlight == 1)
                    let unconfirmed = try metrics.expectMeter("parley_log_unconfirmed_records", ofTopic).lastValue
                    #expect(unconfirmed == 0)
                    let ofPartition = ofGroup + [("partition", "0")]
                    var lag: Double?
                    while lag != 1 {
                        // Told of every few seconds.
                        try await Task.sleep(for: .milliseconds(10))
                        lag = try? metrics.expectGauge("parley_log_lag_records", ofPartition).lastValue
                    }
                    gate.add(())
                    await journal.until { $0.committed.count >= 4 }
                    try await consumer.stop()
                }
            },
        ]
    }
}

private struct Failure: Error {}
