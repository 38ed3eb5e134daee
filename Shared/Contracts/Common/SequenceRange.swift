package import Wire

/// Sequences low <= n < high.
package struct SequenceRange: WireMessage {
    /// First sequence.
    package var low: Int64
    /// One beyond the last sequence.
    package var high: Int64
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        low: Int64 = 0,
        high: Int64 = 0
    ) {
        self.low = low
        self.high = high
    }

    package init() {
        self.init(low: 0)
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.int64(low, at: 1)
        writer.int64(high, at: 2)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: low = try reader.int64(tag)
        case 2: high = try reader.int64(tag)
        default: return false
        }
        return true
    }
}
