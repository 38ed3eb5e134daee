import NIOCore

/// A moment in the storing of a batch of messages.
package enum CommitMoment: Sendable {
    /// All is written, and the commit is not on its way yet.
    case beforeCommit
    /// The server has committed, and the message service does not know it yet.
    case committed
}

/// Reads along what a client of MongoDB sends, as far as it takes to know when messages are committed.
///
/// A client waits for each answer, and its commands are small: what comes at once is one command, from its beginning.
struct MongoCommands {
    private var hasInserted = false

    /// Whether this is the commit of a transaction that stores messages.
    mutating func commitsMessages(_ bytes: ByteBuffer) -> Bool {
        // OP_MSG: a header of 16 bytes, flags, the kind of the section, the document's size, the type of its first field.
        guard bytes.getInteger(at: bytes.readerIndex + 12, endianness: .little, as: Int32.self) == 2013 else {
            return false
        }
        let name = bytes.readerIndex + 26
        if starts("commitTransaction\0", bytes, at: name) {
            defer { hasInserted = false }
            return hasInserted
        }
        // The value is a text: its size, and then the collection.
        if starts("insert\0", bytes, at: name), starts("messages\0", bytes, at: name + 11) { hasInserted = true }
        return false
    }

    private func starts(_ text: String, _ bytes: ByteBuffer, at index: Int) -> Bool {
        bytes.getString(at: index, length: text.utf8.count) == text
    }
}
