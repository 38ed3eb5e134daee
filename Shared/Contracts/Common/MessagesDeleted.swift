package import Wire

/// Messages deleted.
package struct MessagesDeleted: WireMessage {
    /// The deletion's number in its topic.
    package var deleteID: Int64
    /// Which sequences.
    package var ranges: [SequenceRange]
    /// The user.
    ///
    /// Not 0: only this user's own view.
    package var user: UInt64
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        deleteID: Int64 = 0,
        ranges: [SequenceRange] = [],
        user: UInt64 = 0
    ) {
        self.deleteID = deleteID
        self.ranges = ranges
        self.user = user
    }

    package init() {
        self.init(deleteID: 0)
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.int64(deleteID, at: 1)
        writer.messages(ranges, at: 2)
        writer.fixed64(user, at: 3)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: deleteID = try reader.int64(tag)
        case 2: ranges.append(try reader.message(tag))
        case 3: user = try reader.fixed64(tag)
        default: return false
        }
        return true
    }
}
