internal import CRDKafka

/// What librdkafka says went wrong.
struct KafkaError: Error, Equatable, CustomStringConvertible {
    private let code: rd_kafka_resp_err_t

    init(_ code: rd_kafka_resp_err_t) {
        self.code = code
    }

    /// Throws unless the code means success.
    static func check(_ code: rd_kafka_resp_err_t) throws(KafkaError) {
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR else { throw KafkaError(code) }
    }

    /// Takes over an error object, and throws unless there is none.
    static func check(consuming error: OpaquePointer?) throws(KafkaError) {
        guard let error else { return }
        defer { rd_kafka_error_destroy(error) }
        throw KafkaError(rd_kafka_error_code(error))
    }

    /// A setting that librdkafka does not take.
    static var invalidSetting: KafkaError { KafkaError(RD_KAFKA_RESP_ERR__INVALID_ARG) }

    var isQueueFull: Bool { code == RD_KAFKA_RESP_ERR__QUEUE_FULL }

    var isTopicThere: Bool { code == RD_KAFKA_RESP_ERR_TOPIC_ALREADY_EXISTS }

    /// The same in the words of the port.
    var eventLogError: EventLogError {
        switch code {
        case RD_KAFKA_RESP_ERR__QUEUE_FULL: .full
        case RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE: .tooLarge
        default: .unavailable
        }
    }

    var description: String { String(cString: rd_kafka_err2name(code)) }
}
