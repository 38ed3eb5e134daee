internal import CRDKafka

/// A message that librdkafka has handed over; freed with this value.
struct KafkaMessage: ~Copyable {
    private let pointer: UnsafeMutablePointer<rd_kafka_message_t>

    /// Takes over a message.
    init(consuming pointer: UnsafeMutablePointer<rd_kafka_message_t>) {
        self.pointer = pointer
    }

    /// What this message says went wrong, if it is no record.
    var error: KafkaError? {
        pointer.pointee.err == RD_KAFKA_RESP_ERR_NO_ERROR ? nil : KafkaError(pointer.pointee.err)
    }

    /// A copy that outlives the message.
    var record: ConsumedRecord {
        let message = pointer.pointee
        let key = UnsafeRawBufferPointer(start: message.key, count: message.key_len)
        let value = UnsafeRawBufferPointer(start: message.payload, count: message.len)
        return ConsumedRecord(
            record: LogRecord(key: String(decoding: key, as: UTF8.self), value: Array(value), headers: headers),
            partition: Int(message.partition), offset: message.offset)
    }

    private var headers: [(String, String)] {
        var list: OpaquePointer?
        guard rd_kafka_message_headers(pointer, &list) == RD_KAFKA_RESP_ERR_NO_ERROR, let list else { return [] }
        var headers: [(String, String)] = []
        var name: UnsafePointer<CChar>?
        var value: UnsafeRawPointer?
        var size = 0
        while rd_kafka_header_get_all(list, headers.count, &name, &value, &size) == RD_KAFKA_RESP_ERR_NO_ERROR {
            let bytes = UnsafeRawBufferPointer(start: value, count: value == nil ? 0 : size)
            headers.append((name.map { String(cString: $0) } ?? "", String(decoding: bytes, as: UTF8.self)))
        }
        return headers
    }

    deinit {
        rd_kafka_message_destroy(pointer)
    }
}
