import NIOCore

/// A moment in the storing of a batch of messages.
package enum CommitMoment: Sendable {
    /// The messages are not on their way to the server yet.
    case beforeCommit
    /// The server has stored them, and the message service does not know it yet.
    case committed
}

/// Reads along what a client of MongoDB sends, as far as it takes to know when messages are stored.
///
/// A client waits for each answer: what comes first after one is a command, from its beginning.
enum MongoCommands {
    /// Whether this begins the insertion of messages.
    static func storesMessages(_ bytes: ByteBuffer) -> Bool {
        // OP_MSG: a header of 16 bytes, flags, the kind of the section, the document's size, the type of its first field.
        guard bytes.getInteger(at: bytes.readerIndex + 12, endianness: .little, as: Int32.self) == 2013 else {
            return false
        }
        let name = bytes.readerIndex + 26
        // The value is a text: its size, and then the collection.
        return starts("insert\0", bytes, at: name) && starts("messages\0", bytes, at: name + 11)
    }

    private static func starts(_ text: String, _ bytes: ByteBuffer, at index: Int) -> Bool {
        bytes.getString(at: index, length: text.utf8.count) == text
    }
}
