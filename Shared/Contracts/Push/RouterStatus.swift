package import Wire

/// The request of `RouterStatus`.
package struct RouterStatusRequest: WireMessage {
    package var unknownFields = UnknownFields()

    /// Creates the message.
    package init() {}

    package func encodeFields(to writer: inout WireWriter) {}

    package func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        false
    }
}

/// Router status.
package struct RouterStatus: WireMessage {
    /// The messages routed.
    package var messagesRouted: Int64
    /// The events routed.
    package var eventsRouted: Int64
    /// The deliveries.
    package var deliveries: Int64
    /// The failed deliveries.
    package var failedDeliveries: Int64
    /// Of parley.message, owned by this replica.
    package var partitions: [Int32]
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        messagesRouted: Int64 = 0,
        eventsRouted: Int64 = 0,
        deliveries: Int64 = 0,
        failedDeliveries: Int64 = 0,
        partitions: [Int32] = []
    ) {
        self.messagesRouted = messagesRouted
        self.eventsRouted = eventsRouted
        self.deliveries = deliveries
        self.failedDeliveries = failedDeliveries
        self.partitions = partitions
    }

    package init() {
        self.init(messagesRouted: 0)
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.int64(messagesRouted, at: 1)
        writer.int64(eventsRouted, at: 2)
        writer.int64(deliveries, at: 3)
        writer.int64(failedDeliveries, at: 4)
        writer.packedInt32s(partitions, at: 5)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: messagesRouted = try reader.int64(tag)
        case 2: eventsRouted = try reader.int64(tag)
        case 3: deliveries = try reader.int64(tag)
        case 4: failedDeliveries = try reader.int64(tag)
        case 5: try reader.int32s(tag, into: &partitions)
        default: return false
        }
        return true
    }
}
