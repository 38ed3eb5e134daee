/// A dead letter lies in its topic as the record that it was, with what is known of it in further headers, last.
extension DeadLetter {
    private static let names = ["topic", "group", "partition", "offset", "reason"].map { "parley-dead-" + $0 }

    /// Reads a record of the topic of dead letters; nil if it is none.
    package init?(_ record: LogRecord) {
        let facts = record.headers.suffix(Self.names.count)
        guard facts.map(\.0) == Self.names else { return nil }
        let values = facts.map(\.1)
        guard let partition = Int(values[2]), let offset = Int64(values[3]) else { return nil }
        let headers = Array(record.headers.dropLast(Self.names.count))
        self.init(
            topic: values[0], group: values[1],
            record: ConsumedRecord(
                record: LogRecord(key: record.key, value: record.value, headers: headers), partition: partition,
                offset: offset),
            reason: values[4])
    }

    /// What is appended to the topic of dead letters.
    var logRecord: LogRecord {
        let values = [topic, group, "\(record.partition)", "\(record.offset)", reason]
        return LogRecord(
            key: record.key, value: record.value, headers: record.headers + Array(zip(Self.names, values)))
    }
}
