/// A record as a consumer sees it: what was appended, and where it lies in the log.
package struct ConsumedRecord: Sendable, Equatable {
    /// What was appended.
    package let record: LogRecord
    /// The partition that the key chose.
    package let partition: Int
    /// The place in the partition.
    ///
    /// It only grows, but gaps are allowed: never count records by it.
    package let offset: Int64

    /// Makes a record as a log would deliver it, for adapters and for tests of processors.
    package init(record: LogRecord, partition: Int, offset: Int64) {
        self.record = record
        self.partition = partition
        self.offset = offset
    }

    /// The key of the record.
    package var key: String { record.key }
    /// The payload of the record.
    package var value: [UInt8] { record.value }
    /// The headers of the record.
    package var headers: [(String, String)] { record.headers }
}
