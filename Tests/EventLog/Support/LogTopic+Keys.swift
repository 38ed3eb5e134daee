import EventLog

extension LogTopic {
    /// A key for each partition of a topic that says how many it has, in the order of the partitions.
    var keyOfEachPartition: [String] {
        guard let partitions else { return [] }
        var keys: [Int: String] = [:]
        var number = 0
        while keys.count < partitions {
            let key = "key-\(number)"
            number += 1
            let partition = Self.partition(of: key, among: partitions)
            keys[partition] = keys[partition] ?? key
        }
        return (0..<partitions).compactMap { keys[$0] }
    }
}

extension LogRecord {
    /// A record that carries a number.
    static func numbered(_ number: Int, key: String = "key") -> LogRecord {
        LogRecord(key: key, value: Array(String(number).utf8))
    }
}

extension ConsumedRecord {
    /// The number of a numbered record.
    var number: Int? { Int(String(decoding: value, as: UTF8.self)) }
}
