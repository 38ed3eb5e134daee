package import Wire

/// The request of `Acknowledge`.
package struct AcknowledgeRequest: WireMessage {
    /// The outcomes.
    package var acknowledgements: [Acknowledgement]
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        acknowledgements: [Acknowledgement] = []
    ) {
        self.acknowledgements = acknowledgements
    }

    package init() {
        self.init(acknowledgements: [])
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.messages(acknowledgements, at: 1)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: acknowledgements.append(try reader.message(tag))
        default: return false
        }
        return true
    }
}

/// Acknowledgement.
package struct Acknowledgement: WireMessage {
    /// The gateway's number of the publish.
    package var submission: UInt64
    /// The place in the topic, from 1.
    package var sequence: Int64
    /// When, in milliseconds.
    package var at: Int64
    /// A gRPC status code; 0 is success.
    ///
    /// GRPC status code, 0: durable.
    package var code: Int32
    /// A stable word that tells failures of one code apart.
    package var reason: String
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        submission: UInt64 = 0,
        sequence: Int64 = 0,
        at: Int64 = 0,
        code: Int32 = 0,
        reason: String = ""
    ) {
        self.submission = submission
        self.sequence = sequence
        self.at = at
        self.code = code
        self.reason = reason
    }

    package init() {
        self.init(submission: 0)
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.fixed64(submission, at: 1)
        writer.int64(sequence, at: 2)
        writer.int64(at, at: 3)
        writer.int32(code, at: 4)
        writer.string(reason, at: 5)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: submission = try reader.fixed64(tag)
        case 2: sequence = try reader.int64(tag)
        case 3: at = try reader.int64(tag)
        case 4: code = try reader.int32(tag)
        case 5: reason = try reader.string(tag)
        default: return false
        }
        return true
    }
}
