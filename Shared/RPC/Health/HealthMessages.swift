package import Wire

/// Which service is asked about (`grpc.health.v1.HealthCheckRequest`).
package struct HealthCheckRequest: WireMessage {
    /// Its full name; empty for the process as a whole.
    package var service = ""
    /// Fields that this version does not know.
    package var unknownFields = UnknownFields()

    /// Creates a question about the process as a whole.
    package init() {}

    /// Appends all fields.
    package func encodeFields(to writer: inout WireWriter) {
        writer.string(service, at: 1)
    }

    /// Reads one field.
    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        guard tag.number == 1 else { return false }
        service = try reader.string(tag)
        return true
    }
}

/// Whether it can serve (`grpc.health.v1.HealthCheckResponse`).
package struct HealthCheckResponse: WireMessage {
    /// The status; one that this version does not know is `unknown`.
    package var status = ServingStatus.unknown
    /// Fields that this version does not know.
    package var unknownFields = UnknownFields()

    /// Creates an answer that knows nothing.
    package init() {}

    /// Appends all fields.
    package func encodeFields(to writer: inout WireWriter) {
        writer.int32(status.rawValue, at: 1)
    }

    /// Reads one field.
    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        guard tag.number == 1 else { return false }
        status = ServingStatus(rawValue: try reader.int32(tag)) ?? .unknown
        return true
    }
}
