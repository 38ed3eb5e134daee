package import Wire

/// The request of `LeaveCalls`.
package struct LeaveCallsRequest: WireMessage {
    /// The session, by its name in the whole suite.
    package var session: String
    /// The canonical names of the topics that it has left.
    package var topics: [String]
    package var unknownFields = UnknownFields()

    /// Creates a message; what is not said stays at its default.
    package init(
        session: String = "",
        topics: [String] = []
    ) {
        self.session = session
        self.topics = topics
    }

    package init() {
        self.init(session: "")
    }

    package func encodeFields(to writer: inout WireWriter) {
        writer.string(session, at: 1)
        writer.strings(topics, at: 2)
    }

    package mutating func decodeField(_ tag: WireTag, from reader: inout WireReader) throws(WireError) -> Bool {
        switch tag.number {
        case 1: session = try reader.string(tag)
        case 2: topics.append(try reader.string(tag))
        default: return false
        }
        return true
    }
}
