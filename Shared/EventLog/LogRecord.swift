/// One record to be appended to a log: an opaque value under a key.
///
/// Records with the same key stay in the order in which they were appended; records with different keys may overtake
/// each other.
package struct LogRecord: Sendable {
    /// What the order is kept for, and what chooses the partition: a topic id, for example.
    package let key: String
    /// The payload.
    ///
    /// The log never looks inside.
    package let value: [UInt8]
    /// Small facts beside the payload, in order: the trace of the request, the kind of the payload.
    package let headers: [(String, String)]

    /// Makes a record.
    ///
    /// - Parameters:
    ///   - key: What the order is kept for.
    ///   - value: The payload.
    ///   - headers: Names and values beside the payload; names may repeat.
    package init(key: String, value: [UInt8], headers: [(String, String)] = []) {
        self.key = key
        self.value = value
        self.headers = headers
    }

    /// The value of the first header of that name, or nil.
    package func header(_ name: String) -> String? {
        headers.first { $0.0 == name }?.1
    }

    /// What the record counts for against a bound in bytes: its texts and payload, and 64 bytes for keeping it.
    package var size: Int {
        headers.reduce(64 + key.utf8.count + value.count) { $0 + $1.0.utf8.count + $1.1.utf8.count }
    }
}

extension LogRecord: Equatable {
    package static func == (left: LogRecord, right: LogRecord) -> Bool {
        left.key == right.key && left.value == right.value
            && left.headers.elementsEqual(right.headers) { $0 == $1 }
    }
}
