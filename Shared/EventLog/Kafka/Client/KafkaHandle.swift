internal import CRDKafka
internal import Foundation

/// A running librdkafka client, producer or consumer; ends with its last reference.
///
/// Safety: the pointer never changes, it is freed only in `deinit`, and librdkafka's calls lock what they touch.
final class KafkaHandle: @unchecked Sendable {
    enum Kind {
        case producer
        case consumer
    }

    let pointer: OpaquePointer

    /// Starts a client, which takes over the configuration.
    init(_ kind: Kind, _ configuration: consuming KafkaConfiguration) throws(KafkaError) {
        let type = kind == .producer ? RD_KAFKA_PRODUCER : RD_KAFKA_CONSUMER
        let conf = configuration.release()
        guard let pointer = rd_kafka_new(type, conf, nil, 0) else {
            let error = KafkaError(rd_kafka_last_error())
            rd_kafka_conf_destroy(conf)
            throw error
        }
        self.pointer = pointer
    }

    deinit {
        // It waits for librdkafka's threads, and whoever lets go last may be on a thread that must not wait.
        let address = UInt(bitPattern: pointer)
        Thread.detachNewThread { rd_kafka_destroy(OpaquePointer(bitPattern: address)) }
    }
}
