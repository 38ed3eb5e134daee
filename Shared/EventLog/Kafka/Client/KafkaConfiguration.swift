internal import CRDKafka

/// The settings of a client that is to be started.
struct KafkaConfiguration: ~Copyable {
    private let conf: OpaquePointer

    /// Collects settings by librdkafka's names for them.
    init(_ settings: [String: String]) throws(KafkaError) {
        guard let conf = rd_kafka_conf_new() else { throw .invalidSetting }
        for (name, value) in settings
        where rd_kafka_conf_set(conf, name, value, nil, 0) != RD_KAFKA_CONF_OK {
            rd_kafka_conf_destroy(conf)
            throw .invalidSetting
        }
        // Failures are reported where they happen; librdkafka's own lines on standard error would repeat them.
        rd_kafka_conf_set_log_cb(conf) { _, _, _, _ in }
        self.conf = conf
    }

    /// Reports what becomes of every record to the ``KafkaDelivery`` that it was sent with.
    func reportDeliveries() {
        rd_kafka_conf_set_dr_msg_cb(conf) { _, message, _ in
            guard let message, let opaque = message.pointee._private else { return }
            // Balances the reference that went with the record.
            let delivery = Unmanaged<KafkaDelivery>.fromOpaque(opaque).takeRetainedValue()
            let failed = message.pointee.err != RD_KAFKA_RESP_ERR_NO_ERROR
            delivery.settle(failed ? KafkaError(message.pointee.err).eventLogError : nil)
        }
    }

    /// Reports changes of the assignment to an inbox, which the caller must keep longer than the client.
    func reportRebalances(to inbox: RebalanceInbox) {
        rd_kafka_conf_set_opaque(conf, Unmanaged.passUnretained(inbox).toOpaque())
        rd_kafka_conf_set_rebalance_cb(conf) { client, code, list, opaque in
            guard let client, let list, let opaque else { return }
            let inbox = Unmanaged<RebalanceInbox>.fromOpaque(opaque).takeUnretainedValue()
            let partitions = (0..<Int(list.pointee.cnt)).map { Int(list.pointee.elems[$0].partition) }
            if code == RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS {
                inbox.add(.assigned(partitions))
            } else if inbox.isClosing {
                // Nobody works on them any more, and closing waits for this answer.
                if let error = rd_kafka_incremental_unassign(client, list) {
                    rd_kafka_error_destroy(error)
                    rd_kafka_assign(client, nil)
                }
            } else {
                inbox.add(.revoked(partitions))
            }
        }
    }

    /// Hands the settings to a client, which frees them.
    consuming func release() -> OpaquePointer {
        let conf = conf
        discard self
        return conf
    }

    deinit {
        rd_kafka_conf_destroy(conf)
    }
}
