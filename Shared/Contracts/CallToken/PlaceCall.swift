package import Wire

/// The request of `PlaceCall`.
package struct PlaceCallRequest: WireMessage {
    /// The call's number.
    package var call: Int64
    /// The place in the topic, from 1.
    ///
    /// Of the call's first message; 0 when there is none.
    package var sequence: Int64
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        call: Int64 = 0,
        sequence: Int64 = 0
    ) {
        self.call = call
        self.sequence = sequence
    }

    package init() {
        self.init(call: 0)
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.int64(call, at: 1)
        writer.int64(sequence, at: 2)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: call = try reader.int64(tag)
        case 2: sequence = try reader.int64(tag)
        default: return false
        }
        return true
    }
}
