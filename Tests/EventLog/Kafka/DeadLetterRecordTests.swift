import Testing

@testable import EventLog

@Suite("A dead letter in a topic")
struct DeadLetterRecordTests {
    @Test("is read as it was written")
    func roundTrip() {
        let record = LogRecord(key: "key", value: [1, 2], headers: [("parley-dead-topic", "not this one"), ("a", "")])
        let letter = DeadLetter(
            topic: "topic", group: "group", record: ConsumedRecord(record: record, partition: 3, offset: 4),
            reason: "a reason")
        #expect(DeadLetter(letter.logRecord) == letter)
    }

    @Test("is not read from an ordinary record")
    func ordinary() {
        #expect(DeadLetter(LogRecord(key: "key", value: [], headers: [("parley-dead-topic", "topic")])) == nil)
    }
}
