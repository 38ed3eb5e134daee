import EventLog
import Testing

@Suite("A log record")
struct LogRecordTests {
    private let record = LogRecord(key: "key", value: [1, 2], headers: [("trace", "7"), ("kind", "a"), ("kind", "b")])

    @Test("finds the first header of a name")
    func header() {
        #expect(record.header("kind") == "a")
        #expect(record.header("Kind") == nil)
    }

    @Test("is the same only with the same key, value and headers in the same order")
    func equality() {
        #expect(record == LogRecord(key: "key", value: [1, 2], headers: record.headers))
        #expect(record != LogRecord(key: "kez", value: [1, 2], headers: record.headers))
        #expect(record != LogRecord(key: "key", value: [1], headers: record.headers))
        #expect(record != LogRecord(key: "key", value: [1, 2], headers: record.headers.reversed()))
        #expect(record != LogRecord(key: "key", value: [1, 2], headers: record.headers.dropLast()))
    }

    @Test("counts all its bytes, and 64 for keeping it")
    func size() {
        #expect(record.size == 64 + 3 + 2 + 6 + 5 + 5)
        #expect(LogRecord(key: "ü", value: []).size == 66)
    }
}
